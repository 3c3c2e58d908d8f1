"""Build the three images with buildah on a base made by debootstrap, and run them, without an image registry.

Needs root, buildah and debootstrap (Debian: apt-get install buildah debootstrap). The base contains this machine's
settings of package clients, so that the build finds the same packages. Everything is deleted afterwards.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from prove.composition import ROOT
from prove.service import free_port

SUITE = "bookworm"
PACKAGES = "python3,python3-venv,ca-certificates"
TOOLS = ("buildah", "debootstrap")
POLICY = {"default": [{"type": "insecureAcceptAnything"}]}  # only images built here are used
SECONDS_TO_START = 600
# Settings of this machine's package clients.
CLIENT_SETTINGS = (
    "/etc/pip.conf",
    "/root/.config/pip/pip.conf",
    "/root/.npmrc",
    "/usr/etc/npmrc",
    "/etc/ssl/certs/ca-certificates.crt",
)
CLIENT_VARIABLES = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")  # their trusted certificates
SECRET = "a secret of this proof, long enough"
IMAGES = {"backend": ROOT / "backend", "frontend": ROOT / "frontend", "mlflow": ROOT / "mlflow"}


class Buildah:
    """Buildah with a separate store."""

    def __init__(self, folder: Path) -> None:
        policy = folder / "policy.json"
        policy.write_text(json.dumps(POLICY))
        self._policy = policy
        self.options = ["--storage-driver", "vfs", "--root", str(folder / "store"), "--runroot", str(folder / "run")]

    def __call__(self, command: str, *words: str, quiet: bool = True) -> str:
        """Run buildah and return its output. Raises: CalledProcessError."""
        done = subprocess.run(
            ["buildah", *self.options, command, *words],
            stdout=subprocess.PIPE if quiet else None,
            text=True,
            check=True,
        )
        return (done.stdout or "").strip()

    def build(self, name: str, context: Path, base: str, **arguments: str) -> None:
        given = [word for key, value in arguments.items() for word in ("--build-arg", f"{key}={value}")]
        self(
            "build",
            *("--isolation", "chroot", "--signature-policy", str(self._policy), "--format", "docker", "--pull-never"),
            *("--build-arg", f"BASE_IMAGE={base}", *given, "--tag", name, str(context)),
            quiet=False,
        )

    def megabytes(self, name: str) -> int:
        with self.container(name) as (_, root):
            done = subprocess.run(["du", "-sxm", root], capture_output=True, text=True, check=True)
        return int(done.stdout.split()[0])

    @contextmanager
    def container(self, name: str) -> Iterator[tuple[str, Path]]:
        """A container of an image, and the folder of its files."""
        made = self("from", "--pull-never", "--signature-policy", str(self._policy), name)
        try:
            yield made, Path(self("mount", made))
        finally:
            self("rm", made)


def make_base(buildah: Buildah, folder: Path) -> None:
    """Two images: Debian with Python, and the same with this machine's Node."""
    root = folder / "base"
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name in CLIENT_SETTINGS:
        if Path(name).exists():
            (root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, root / name[1:])
    _import(buildah, root, "base-python")
    node = Path(shutil.which("node") or "").resolve()
    for part in ("bin/node", "lib/node_modules"):
        source, target = node.parents[1] / part, root / "usr" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copy(source, target)
    (root / "usr/bin/npm").symlink_to("../lib/node_modules/npm/bin/npm-cli.js")
    _import(buildah, root, "base-node")
    shutil.rmtree(root)


def _import(buildah: Buildah, root: Path, name: str) -> None:
    made = buildah("from", "scratch")
    buildah("copy", "-q", made, str(root), "/")
    trusted = [word for key in CLIENT_VARIABLES if key in os.environ for word in ("--env", f"{key}={os.environ[key]}")]
    buildah("config", *trusted, made)
    buildah("commit", "-q", made, name)
    buildah("rm", made)


@contextmanager
def running(
    buildah: Buildah, name: str, settings: dict[str, str], mounts: dict[Path, str], address: str
) -> Iterator[None]:
    """Run the image's command, as the image's user, on this machine's network."""
    with buildah.container(name) as (made, _):
        config = json.loads(buildah("inspect", made))["Docker"]["config"]
        words = [*(config.get("Entrypoint") or []), *(config.get("Cmd") or [])]
        options = [word for key, value in settings.items() for word in ("--env", f"{key}={value}")]
        options += [word for source, target in mounts.items() for word in ("--volume", f"{source}:{target}")]
        command = ["run", "--isolation", "chroot", *options, made, "--", *words]
        process = subprocess.Popen(["buildah", *buildah.options, *command], start_new_session=True)
        try:
            _wait(address, process)
            yield
        finally:
            os.killpg(process.pid, 15)
            process.wait(60)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(address, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no answer at {address}")


def main() -> bool:
    if os.geteuid() != 0 or not all(map(shutil.which, TOOLS)):
        print("Building the images needs root, buildah and debootstrap: apt-get install buildah debootstrap")
        return False
    results = []
    with tempfile.TemporaryDirectory(prefix="curator-images-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        buildah = Buildah(folder)
        try:
            make_base(buildah, folder)
            for image, context in IMAGES.items():
                base = "base-node" if image == "frontend" else "base-python"
                buildah.build(f"curator-{image}", context, f"localhost/{base}")
                print(f"  curator-{image}: {buildah.megabytes(f'curator-{image}')} MB, including the base", flush=True)
            results = [_backend(buildah, folder), _frontend(buildah), _mlflow(buildah, folder)]
        finally:
            buildah("rm", "--all")
            buildah("rmi", "--all", "--force")
    return all(results)


def _backend(buildah: Buildah, folder: Path) -> bool:
    data = folder / "data"
    data.mkdir()
    os.chown(data, 10001, 10001)
    mounts = {data: "/data"} | {ROOT / "backend" / name: f"/srv/backend/{name}:ro" for name in ("models", "weights")}
    settings = {
        "CURATOR_SECRET_KEY": SECRET,
        "CURATOR_ALLOWED_HOSTS": "127.0.0.1",
        "CURATOR_REGISTRY_AT_START": "false",
    }
    with running(buildah, "curator-backend", settings, mounts, "http://127.0.0.1:8000/health/live"):
        ready = httpx.get("http://127.0.0.1:8000/health/ready", timeout=60, trust_env=False)
    return _report(
        "the backend's image becomes ready", ready.status_code == 200 and ready.json()["status"] == "ok", ready.text
    )


def _frontend(buildah: Buildah) -> bool:
    port = free_port()
    settings = {"PORT": str(port), "HOSTNAME": "127.0.0.1"}
    with running(buildah, "curator-frontend", settings, {}, f"http://127.0.0.1:{port}/"):
        page = httpx.get(f"http://127.0.0.1:{port}/", timeout=60, trust_env=False)
    return _report(
        "the frontend's image serves a page", page.status_code == 200 and "Curator" in page.text, page.status_code
    )


def _mlflow(buildah: Buildah, folder: Path) -> bool:
    port, data = free_port(), folder / "mlflow"
    data.mkdir()
    os.chown(data, 10001, 10001)
    names = ("MLFLOW_ADMIN_PASSWORD", "MLFLOW_SERVICE_PASSWORD", "MLFLOW_FLASK_SERVER_SECRET_KEY")
    settings = dict.fromkeys(names, SECRET) | {"MLFLOW_HOST": "127.0.0.1", "MLFLOW_PORT": str(port)}
    with running(buildah, "curator-mlflow", settings, {data: "/data"}, f"http://127.0.0.1:{port}/health"):
        asked = f"http://127.0.0.1:{port}/api/2.0/mlflow/experiments/search?max_results=1"
        stranger = httpx.get(asked, timeout=60, trust_env=False).status_code
        admin = httpx.get(asked, auth=("admin", SECRET), timeout=60, trust_env=False).status_code
    return _report(
        "MLflow's image refuses a stranger and accepts its administrator",
        (stranger, admin) == (401, 200),
        (stranger, admin),
    )


def _report(claim: str, holds: bool, seen: object) -> bool:
    print(f"  {'ok   ' if holds else 'WRONG'} {claim}{'' if holds else f': {seen}'}", flush=True)
    return holds


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
