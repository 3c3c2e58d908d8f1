"""The stack of docker-compose.yml as plain processes: the same settings, scripts and templates, other addresses.

Each difference from compose is recorded, to be printed.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from getpass import getuser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from prove.composition import ROOT, compose, make_env_file, nginx_configuration
from prove.service import free_port

SECONDS_TO_START = 900  # long enough for a busy machine
NODE = shutil.which("node") or "node"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
TRAIN = ROOT / ".venv-train/bin"
PORTS = {"nginx": 8080, "frontend": 3000, "backend": 8000, "mlflow": 5000, "store": 9000}
INNER_PORTS_OF_THE_STORE = ("master.port", "volume.port", "filer.port")


class DidNotStart(RuntimeError):
    """A part ended or did not answer; the message contains the end of its log."""


@dataclass
class Part:
    """One process of the stack; it can be stopped and started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    probe: str
    folder: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def wait(self) -> None:
        """Wait until it answers with any status below 500. Raises: DidNotStart."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.process is not None and self.process.poll() is None:
            try:
                if httpx.get(self.probe, timeout=5, trust_env=False).status_code < 500:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise DidNotStart(f"{self.name}: {self.log.read_text(errors='replace')[-3000:]}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


@dataclass
class NativeStack:
    """`with NativeStack(folder) as stack:` starts all parts and waits until they answer."""

    folder: Path
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in PORTS})
    parts: dict[str, Part] = field(default_factory=dict)
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    composition: dict[str, Any] = field(default_factory=dict)

    @property
    def site_url(self) -> str:
        return f"http://localhost:{self.ports['nginx']}"

    @property
    def store_url(self) -> str:
        return f"http://store.localhost:{self.ports['nginx']}"

    def address(self, name: str) -> str:
        return f"127.0.0.1:{self.ports[name]}"

    def secret(self, service: str, name: str) -> str:
        return str(self.composition["services"][service]["environment"][name])

    def client(self, **headers: str) -> httpx.Client:
        """A client of the API, through nginx."""
        address = f"http://{self.address('nginx')}"
        host = {"Host": f"localhost:{self.ports['nginx']}"}
        return httpx.Client(base_url=address, headers=host | headers, timeout=120, trust_env=False)

    def __enter__(self) -> Self:
        urls = {"SITE_URL": self.site_url, "STORE_URL": self.store_url}
        self.composition = compose(make_env_file(self.folder / ".env", **urls), profiles=["train"])
        try:
            self._start_all()
        except BaseException:
            self.__exit__(DidNotStart)
            raise
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        for part in reversed(self.parts.values()):
            part.stop()
            if failed and part.log.exists():
                print(f"-- {part.name}:\n{part.log.read_text(errors='replace')[-2000:]}", file=sys.stderr, flush=True)

    def _start_all(self) -> None:
        """Start in the order of `depends_on`; independent parts start at the same time."""
        inner = [f"-{name}{kind}={free_port()}" for name in INNER_PORTS_OF_THE_STORE for kind in ("", ".grpc")] + [
            f"-s3.port.grpc={free_port()}"
        ]
        store = self._part("store", [str(ROOT / "deploy/store/start.sh"), *inner], "/healthz")
        site = self._part("frontend", [NODE, "server.js"], "/", ROOT / "frontend/.next/standalone")
        store.start()
        site.start()
        store.wait()
        self._run_once("store-setup", [sys.executable, str(ROOT / "deploy/bucket_setup.py")])
        mlflow = self._part("mlflow", [str(TRAIN / "python"), str(ROOT / "mlflow/start.py")], "/health")
        mlflow.start()
        mlflow.wait()
        backend = self._part("backend", self._uvicorn(), "/health/live", ROOT / "backend")
        backend.start()
        backend.wait()
        site.wait()
        # nginx's default user for workers could not open this folder.
        command = [NGINX, "-c", str(self._nginx_file()), "-e", "stderr", "-g", f"user {getuser()};"]
        nginx = Part(
            "nginx", command, dict(os.environ), f"http://{self.address('nginx')}/", ROOT, self.folder / "nginx.log"
        )
        self.parts["nginx"] = nginx
        nginx.start()
        nginx.wait()

    def _part(self, name: str, command: list[str], probe: str, folder: Path | None = None) -> Part:
        data = self.folder / name
        data.mkdir(exist_ok=True)
        part = Part(
            name,
            command,
            self._environment(name, data),
            f"http://{self.address(name)}{probe}",
            folder or data,
            self.folder / f"{name}.log",
        )
        self.parts[name] = part
        return part

    def _environment(self, service: str, data: Path) -> dict[str, str]:
        """The environment from compose with local addresses and folders, plus variables needed only here."""
        given = {"PATH": f"{TRAIN}:{os.environ['PATH']}", "HOME": str(data), "TMPDIR": str(data)}
        for name, value in self.composition["services"][service].get("environment", {}).items():
            changed = str(value)
            for other, port in PORTS.items():
                changed = changed.replace(f"{other}:{port}", self.address(other))
            changed = {"/data": str(data)}.get(changed, changed)
            if changed != value:
                self.differences.append((service, f"{name}={value}", changed))
            given[name] = changed
        own = {
            "store": {"STORE_DIR": data, "STORE_BIND": "127.0.0.1", "STORE_PORT": self.ports["store"]},
            "mlflow": {"MLFLOW_DATA_DIR": data, "MLFLOW_HOST": "127.0.0.1", "MLFLOW_PORT": self.ports["mlflow"]},
            "frontend": {"HOSTNAME": "127.0.0.1", "PORT": self.ports["frontend"]},
        }.get(service, {})
        for name, setting in own.items():
            self.differences.append((service, f"{name} from the image", str(setting)))
            given[name] = str(setting)
        return given

    def _run_once(self, service: str, command: list[str]) -> None:
        data = self.folder / service
        data.mkdir()
        subprocess.run(command, env=self._environment(service, data), check=True, stdout=subprocess.DEVNULL)

    def _uvicorn(self) -> list[str]:
        """The command of backend/Dockerfile, on the loopback interface."""
        dockerfile = (ROOT / "backend/Dockerfile").read_text()
        words = dockerfile[dockerfile.index('CMD ["python", "-m", "app"') :].partition("]")[0]
        command = [word.strip().strip('"') for word in words.replace("\\", "").partition("[")[2].split(",")]
        self.differences.append(("backend", "--host 0.0.0.0 --port 8000", self.address("backend").replace(":", " ")))
        exchanged = {"0.0.0.0": "127.0.0.1", "8000": str(self.ports["backend"])}
        return [sys.executable, *(exchanged.get(word, word) for word in command[1:])]

    def _nginx_file(self) -> Path:
        data = self.folder / "nginx"
        data.mkdir()
        given = self.composition["services"]["nginx"]["environment"]
        own = {"NGINX_DIR": str(data), "LISTEN": self.address("nginx"), "TLS_CONF": f"{data}/tls*.conf"}
        own |= {name: self.address(name.lower()) for name in ("BACKEND", "FRONTEND", "STORE")}
        self.differences += [("nginx", f"{name}={given[name]}", value) for name, value in own.items()]
        file = data / "nginx.conf"
        file.write_text(nginx_configuration(given | own))
        return file
