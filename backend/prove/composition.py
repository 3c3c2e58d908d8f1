"""docker-compose.yml, as Docker Compose reads it. The native stack takes its settings from here."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / ".venv-train/bin/docker-compose"
NGINX_TEMPLATE = ROOT / "deploy/nginx/nginx.conf.template"


def make_env_file(path: Path, **values: str) -> Path:
    """An `.env` as `make secrets` writes it, with some values given."""
    path.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    subprocess.run([sys.executable, ROOT / "deploy/make_secrets.py", path], check=True, stdout=subprocess.DEVNULL)
    return path


def compose(env_file: Path, *files: str, profiles: Sequence[str] = ()) -> dict[str, Any]:
    """The whole configuration, as Compose resolves it. Raises: CalledProcessError, with the error in `stderr`."""
    command: list[str | Path] = [COMPOSE, "--env-file", env_file]
    for name in ("docker-compose.yml", *files):
        command += ["-f", ROOT / name]
    for profile in profiles:
        command += ["--profile", profile]
    command += ["config", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    composition: dict[str, Any] = json.loads(done.stdout)
    return composition


def nginx_configuration(environment: dict[str, str]) -> str:
    """The template with its variables replaced, as envsubst does in the container."""
    return Template(NGINX_TEMPLATE.read_text()).safe_substitute(environment)
