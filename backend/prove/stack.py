"""The whole stack as processes: used in a browser, checked at nginx, and with each part stopped for a while.

`make test` runs `browse` and `check_nginx` (tests/proofs/test_stack.py).
"""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import boto3
import httpx
from botocore.config import Config

from prove.composition import ROOT
from prove.native_stack import TRAIN, NativeStack
from prove.pictures import another_copy, small_photos
from prove.service import PASSWORD

SECONDS_AWAY = 20
SECONDS_TO_RECOVER = 300
MEBIBYTE = 1024 * 1024
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Findings:
    """Checked claims, and those that failed."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def check(self, claim: str, holds: object, seen: object = "") -> None:
        print(f"  {'ok   ' if holds else 'WRONG'} {claim}{f': {seen}' if seen and not holds else ''}", flush=True)
        if not holds:
            self.wrong.append(f"{claim}: {seen}")


def browse(stack: NativeStack) -> bool:
    """Chromium through nginx, from sign-up to a saved outfit, with a presigned upload (frontend/stack)."""
    environment = os.environ | {"STACK_SITE_URL": stack.site_url}
    return subprocess.run(["npm", "run", "--silent", "stack"], cwd=ROOT / "frontend", env=environment).returncode == 0


def set_up_owner(stack: NativeStack, email: str) -> httpx.Client:
    """The owner, who opens the link that the backend prints and signs in."""
    link = re.search(r"invitation=(\S+)", stack.parts["backend"].log.read_text())
    account = {"email": email, "password": PASSWORD, "invitation": link[1] if link else None}
    with stack.client() as stranger:
        stranger.post("/api/v1/auth/register", json=account).raise_for_status()
        answer = stranger.post("/api/v1/auth/login", data={"username": email, "password": PASSWORD})
    return stack.client(Authorization=f"Bearer {answer.raise_for_status().json()['access_token']}")


def check_nginx(stack: NativeStack, somebody: httpx.Client, findings: Findings) -> None:
    """nginx: headers, limits, internal addresses, the store's public name, MLflow's accounts."""
    for path in ("/", "/api/health/live"):
        answer = somebody.get(path)
        once = {name: answer.headers.get_list(name) for name in HEADERS}
        findings.check(f"each security header once on {path}", once == {n: [v] for n, v in HEADERS.items()}, once)
        findings.check(
            f"one content security policy on {path}", len(answer.headers.get_list("content-security-policy")) == 1
        )
        findings.check(f"a request id on {path}", len(answer.headers.get("x-request-id", "")) == 32)
    document = somebody.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    findings.check("answers are compressed", document.headers.get("content-encoding") == "gzip")
    findings.check("metrics are not reachable", somebody.get("/api/metrics").status_code == 404)

    status, kind = post_headers_only(stack, "/api/v1/face", 65 * MEBIBYTE)
    findings.check("a portrait of 65 MB is refused before it is sent", status == 413, status)
    findings.check("... as a problem", kind == "application/problem+json", kind)
    photo = os.urandom(39 * MEBIBYTE)
    sent = somebody.post("/api/v1/items", files={"files": ("photo.jpg", photo)})
    findings.check("39 MB reach the service, which refuses them", sent.status_code in {415, 422}, sent.text[:200])
    kept = [path for path in (stack.folder / "nginx").rglob("*") if path.is_file() and "cache" not in path.parts]
    findings.check("nginx stores nothing of it on disk", {p.name for p in kept} == {"nginx.conf", "nginx.pid"}, kept)

    wrong = {"username": "nobody@example.org", "password": "x" * 12}
    tries = [somebody.post("/api/v1/auth/login", data=wrong).status_code for _ in range(45)]
    findings.check("frequent sign-ins are limited", 429 in tries, set(tries))
    check_store(stack, findings)
    asked = somebody.post("/api/v1/models/reload")
    findings.check("the service signs in to MLflow", asked.status_code == 200, asked.text)
    stranger = httpx.get(
        f"http://{stack.address('mlflow')}/api/2.0/mlflow/experiments/search?max_results=1", trust_env=False
    )
    findings.check("MLflow refuses a stranger", stranger.status_code == 401, stranger.status_code)


def post_headers_only(stack: NativeStack, path: str, length: int) -> tuple[int, str | None]:
    """POST only headers that announce `length` bytes. Returns status and content type of the answer."""
    connection = HTTPConnection(stack.address("nginx"), timeout=60)
    with closing(connection):
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type")


def check_store(stack: NativeStack, findings: Findings) -> None:
    """nginx passes on presigned addresses for the public host only; each account can use only its bucket."""

    def s3(name: str, secret: str, address: str) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=address,
            region_name="eu-north-1",
            aws_access_key_id=f"curator-{name}",
            aws_secret_access_key=secret,
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    secret = stack.secret("store", "STORE_PHOTOS_SECRET")
    host = stack.store_url.removeprefix("http://")

    def send(method: str, url: str, **more: Any) -> httpx.Response:
        near = url.replace(stack.store_url, f"http://{stack.address('nginx')}")
        headers = {"Host": host, "Origin": stack.site_url} | more.pop("headers", {})
        return httpx.request(method, near, headers=headers, trust_env=False, timeout=60, **more)

    where = {"Bucket": "curator-photos", "Key": "inbox/proof.jpg"}
    public = s3("photos", secret, stack.store_url)
    url = public.generate_presigned_url("put_object", Params=where, ExpiresIn=60)
    sent = send("PUT", url, content=b"a photo")
    findings.check("a presigned photo reaches the store", sent.status_code == 200, sent.text[:300])
    findings.check(
        "... and the page may read the answer", sent.headers.get("access-control-allow-origin") == stack.site_url
    )
    asked = {"Access-Control-Request-Method": "PUT"}
    foreign = send("OPTIONS", url, headers=asked | {"Origin": "http://elsewhere.example"})
    findings.check(
        "no other page may send", "access-control-allow-origin" not in foreign.headers, dict(foreign.headers)
    )
    forged = s3("photos", "another secret", stack.store_url).generate_presigned_url("put_object", Params=where)
    findings.check("a forged signature is refused", send("PUT", forged, content=b"x").status_code == 403)
    findings.check("no signature is refused", send("GET", url.partition("?")[0]).status_code == 403)
    elsewhere = url.replace("curator-photos", "curator-mlflow")
    findings.check("other buckets are not reachable", send("GET", elsewhere).status_code == 404)

    inside = f"http://{stack.address('store')}"
    findings.check(
        "the service reads its bucket", s3("photos", secret, inside).get_object(**where)["Body"].read() == b"a photo"
    )
    try:
        s3("photos", secret, inside).put_object(Bucket="curator-mlflow", Key="x", Body=b"")
    except public.exceptions.ClientError as error:
        findings.check("... and no other", error.response["ResponseMetadata"]["HTTPStatusCode"] == 403)
    else:
        findings.check("... and no other", False)


def release_models(stack: NativeStack, admin: httpx.Client, findings: Findings) -> None:
    """A model trained for one step is refused; another one is released and taken over, then a better one."""
    environment = {
        "MLFLOW_TRACKING_URI": f"http://{stack.address('mlflow')}",
        "MLFLOW_TRACKING_USERNAME": "admin",
        "MLFLOW_TRACKING_PASSWORD": stack.secret("mlflow", "MLFLOW_ADMIN_PASSWORD"),
    }
    script = ROOT / "backend/tests/ml/release_to_server.py"
    versions = []
    for step in ("refused", "poor", "better"):
        command = [TRAIN / "python", script, step, stack.folder / "repository"]
        done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
        findings.check(f"model: {step}", done.returncode == 0, (done.stdout + done.stderr)[-3000:])
        if step == "refused" or done.returncode:
            continue
        expected = done.stdout.split()[-1]
        admin.post("/api/v1/models/reload").raise_for_status()
        versions.append(expected)
        taken = wait_until(partial(_answers_with, admin, expected))
        findings.check(f"... and is taken over as version {expected}", taken, classifier(admin))
    findings.check("two releases are two versions", len(set(versions)) == 2, versions)


def _answers_with(admin: httpx.Client, version: str) -> bool:
    return bool(classifier(admin)["registry_version"] == version)


def classifier(admin: httpx.Client) -> dict[str, Any]:
    models: list[dict[str, Any]] = admin.get("/api/v1/models").raise_for_status().json()["models"]
    return next(model for model in models if model["name"] == "wardrobe-classifier")


def stop_parts(stack: NativeStack, somebody: httpx.Client, findings: Findings) -> None:
    """Stop store, MLflow and service, each for a while: the rest works or gives a reason, then everything recovers."""
    photos = small_photos(8)
    number = 0

    def upload() -> httpx.Response:
        nonlocal number
        number += 1
        photo = another_copy(photos[number % len(photos)], f"away {number}")
        return somebody.post("/api/v1/items", files={"files": ("photo.jpg", photo)})

    def health() -> dict[str, Any]:
        checks: dict[str, Any] = somebody.get("/api/health/ready").json()["checks"]
        return checks

    def without(name: str, look: Callable[[], None]) -> None:
        part = stack.parts[name]
        part.stop()
        began = time.monotonic()
        look()
        time.sleep(max(0.0, SECONDS_AWAY - (time.monotonic() - began)))
        part.start()
        part.wait()

    def while_the_store_is_away() -> None:
        findings.check("without the store: garments are listed", somebody.get("/api/v1/items").status_code == 200)
        findings.check("... outfits are suggested", suggest(somebody).status_code == 200)
        sent = upload()
        findings.check(
            "... a photo is refused with a reason", sent.status_code == 503 and "detail" in sent.text, sent.text[:300]
        )
        findings.check("... health reports it", health()["storage"]["status"] == "degraded", health())

    def while_mlflow_is_away() -> None:
        findings.check("without MLflow: photos are stored", upload().status_code == 201)
        somebody.post("/api/v1/models/reload")
        findings.check(
            "... health reports it", wait_until(lambda: health()["registry"]["status"] == "degraded"), health()
        )
        findings.check("... with a reason", "registry" in health()["registry"]["detail"], health())

    def while_the_service_is_away() -> None:
        page = somebody.get("/")
        findings.check("without the service: the site's start page loads", page.status_code == 200, page.status_code)
        answer = somebody.get("/api/v1/items")
        findings.check(
            "... the API gives a reason",
            answer.status_code == 503 and "not reachable" in answer.text,
            answer.text[:300],
        )

    without("store", while_the_store_is_away)
    findings.check("... and everything recovers", wait_until(lambda: upload().status_code == 201))
    findings.check("... health too", wait_until(lambda: health()["storage"]["status"] == "ok"), health())
    without("mlflow", while_mlflow_is_away)
    somebody.post("/api/v1/models/reload")
    findings.check("... and everything recovers", wait_until(lambda: health()["registry"]["status"] == "ok"), health())
    without("backend", while_the_service_is_away)
    findings.check("... and everything recovers", wait_until(lambda: upload().status_code == 201))


def suggest(somebody: httpx.Client) -> httpx.Response:
    return somebody.post("/api/v1/outfits/suggest", json={"limit": 3})


def wait_until(condition: Callable[[], object]) -> bool:
    end = time.monotonic() + SECONDS_TO_RECOVER
    while time.monotonic() < end:
        try:
            if condition():
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    return False


def main() -> bool:
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="curator-stack-") as folder, NativeStack(Path(folder)) as stack:
        print("Differences from docker-compose.yml:")
        for service, composed, here in stack.differences:
            print(f"  {service:<12} {composed:<58} {here}")
        with set_up_owner(stack, "owner@example.org") as owner:
            findings.check("Chromium gets from sign-up to a saved outfit", browse(stack))
            check_nginx(stack, owner, findings)
            release_models(stack, owner, findings)
            stop_parts(stack, owner, findings)
    print(f"{len(findings.wrong)} claims failed", flush=True)
    return not findings.wrong
