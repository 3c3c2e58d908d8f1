"""schemathesis against the real service: no 5xx, and every answer matches its schema."""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from prove.pictures import small_photos
from prove.service import Service

# The first two end the session of the other requests; the last starts a process each time and has no input. All three
# have their own tests.
_EXCLUDED = "^/v1/auth/logout$|^/v1/me/sessions/|^/v1/models/reload$"
# No schema can express these: a photo needs more than one pixel, the corners of a box and the ends of a span have an
# order, a kind belongs to one category, a day is in the years 1970 to 2199 (a pattern could say so, but nearly no day
# that is generated matches it).
_MAY_REFUSE = "checks.positive_data_acceptance.enabled = false"
# Without a bucket the answer is 503.
_MAY_LACK_A_BUCKET = "checks.not_a_server_error.enabled = false"
_SETTINGS = (
    ("POST", "/v1/items", _MAY_REFUSE),
    ("POST", "/v1/items/{item_id}/photos", _MAY_REFUSE),
    ("PUT", "/v1/items/{item_id}/photos/{photo_id}", _MAY_REFUSE),
    ("PUT", "/v1/items/{item_id}/cutout", _MAY_REFUSE),
    ("PATCH", "/v1/items/{item_id}", _MAY_REFUSE),
    ("GET", "/v1/today", _MAY_REFUSE),
    ("GET", "/v1/statistics", _MAY_REFUSE),
    ("GET", "/v1/wears", _MAY_REFUSE),
    ("POST", "/v1/wears", _MAY_REFUSE),
    ("PATCH", "/v1/wears/{wear_id}", _MAY_REFUSE),
    ("GET", "/v1/plans", _MAY_REFUSE),
    ("PUT", "/v1/plans/{date}", _MAY_REFUSE),
    ("DELETE", "/v1/plans/{date}", _MAY_REFUSE),
    ("POST", "/test-upload-s3", _MAY_LACK_A_BUCKET),
)


@dataclass
class Outcome:
    seeds: list[int] = field(default_factory=list)
    requests: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    server_log: str = ""
    reports: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return not self.failures and "Traceback" not in self.server_log

    def __str__(self) -> str:
        found = ", ".join(f"{name} {count}" for name, count in self.failures.items()) or "none"
        return "\n".join(
            [
                f"seeds {self.seeds}: {self.requests} test cases, {self.seconds:.0f} s",
                f"  failures: {found}",
                f"  lines in the server's log: {len(self.server_log.splitlines())}",
                *self.reports,
            ]
        )


def fuzz_api(seconds: float, seed: int, folder: Path) -> Outcome:
    """Run all phases of schemathesis, including the stateful one, with one seed after another until the time is up."""
    outcome = Outcome()
    (folder / "data").mkdir(parents=True)
    with Service(folder / "data") as service:
        service.start()
        headers = service.join("fuzz@example.org")
        with service.client(headers) as http:
            photos = [("files", (f"{number}.jpg", photo)) for number, photo in enumerate(small_photos(4))]
            http.post("/v1/items", files=photos).raise_for_status()
        began = time.monotonic()
        while not outcome.seeds or time.monotonic() - began < seconds - 10:
            left_s = seconds - (time.monotonic() - began)
            _run(service.address, headers, left_s, seed + len(outcome.seeds), folder, outcome)
        outcome.seconds = time.monotonic() - began
        outcome.server_log = service.log.read_text(errors="replace")
    return outcome


def _run(address: str, headers: dict[str, str], seconds: float, seed: int, folder: Path, outcome: Outcome) -> None:
    report = folder / f"report-{seed}.json"
    options = [
        *("--max-time", str(max(5, round(seconds)))),
        *("--seed", str(seed)),
        *("--exclude-path-regex", _EXCLUDED),
        *("--suppress-health-check", "all"),
        *("--generation-database", "none"),
        *("--request-timeout", "60"),
        *("--report-json-path", str(report)),
        *("--report", "json"),
        "--no-color",
        "--continue-on-failure",
    ]
    for name, value in headers.items():
        options += ["-H", f"{name}: {value}"]
    settings = folder / "schemathesis.toml"
    settings.write_text(
        "".join(
            f'[[operations]]\ninclude-path = "{path}"\ninclude-method = "{method}"\n{setting}\n'
            for method, path, setting in _SETTINGS
        )
    )
    ran = subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), "run", f"{address}/openapi.json", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds + 300,
        check=False,
    )
    outcome.seeds.append(seed)
    _count(report, ran.returncode, ran.stdout + ran.stderr, outcome)


def _count(report: Path, returncode: int, printed: str, outcome: Outcome) -> None:
    if not report.exists():
        outcome.failures["aborted runs"] += 1
        outcome.reports.append(printed[-5_000:])
        return
    results = json.loads(report.read_text())
    outcome.requests += results["test_cases"]["generated"]
    for failure in results["failures"] + results["errors"]:
        outcome.failures[str(failure.get("title") or failure.get("code") or failure)[:80]] += 1
    if returncode != 0:
        outcome.reports.append(printed[-8_000:])


def main(minutes: float = 20, seed: int = 1) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-fuzz-") as folder:
        outcome = fuzz_api(minutes * 60, seed, Path(folder))
    print(outcome, flush=True)
    return outcome.is_good
