"""The real service as a separate process on a separate data folder."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

BACKEND = Path(__file__).resolve().parents[1]
PASSWORD = "a long enough password"
SECONDS_TO_START = 600  # long enough for a busy machine


class DidNotStart(RuntimeError):
    """The service ended or did not answer; the message contains the end of its log."""


@dataclass
class Service:
    """A service on `data_dir`, which outlives each process. `settings` are variables without the prefix `CURATOR_`."""

    data_dir: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    application: str = "app.main:create_app"
    ready_path: str = "/health/live"
    environment: dict[str, str] = field(default_factory=dict)  # variables without that prefix

    def start(self, *, wait: bool = True) -> None:
        self.port = self.port or free_port()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "app", self.application),
                    *("--port", str(self.port), "--log-level", "warning"),
                ],
                cwd=BACKEND,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Raises: DidNotStart."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.address}{self.ready_path}", timeout=5, trust_env=False).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
        raise DidNotStart(self.log.read_text(errors="replace")[-4000:])

    def kill(self) -> None:
        """End the process as abruptly as a power cut."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> float:
        """Terminate the process and wait for it. Returns the seconds that took."""
        began = time.monotonic()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None
        return time.monotonic() - began

    def client(self, headers: Mapping[str, str] | None = None, timeout_s: float = 60) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers=headers, timeout=timeout_s, trust_env=False)

    def join(self, email: str, *, is_admin: bool = False) -> dict[str, str]:
        """Register a person and sign in. Returns the headers of their requests."""
        with self.client() as stranger:
            account = {"email": email, "password": PASSWORD}
            stranger.post("/v1/auth/register", json=account).raise_for_status()
            if is_admin:
                command = [sys.executable, "-m", "app.accounts.administrator", email]
                subprocess.run(command, cwd=BACKEND, env=self._environment(), check=True)
            answer = stranger.post("/v1/auth/login", data={"username": email, "password": PASSWORD})
            return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}

    def _environment(self) -> dict[str, str]:
        settings = {
            "REGISTRY_AT_START": "false",
            "ACCESS_TOKEN_MINUTES": "10000",
            "DATA_DIR": str(self.data_dir),
        } | self.settings
        return os.environ | {f"CURATOR_{name}": value for name, value in settings.items()} | self.environment

    def memory_bytes(self) -> int:
        """Current memory of the process."""
        return self._status("VmRSS")

    def most_memory_bytes(self) -> int:
        """Maximum memory of the process so far."""
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        assert self.process is not None
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        return 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data_dir.with_suffix(".log")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
