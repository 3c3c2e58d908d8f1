"""`make settings-document`: print docs/configuration.md, made from the fields of `app.settings.Settings`."""

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from app.settings import MEBIBYTE, Settings

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# Configuration

The service reads these environment variables. `make settings-document` writes this page from
[settings.py](../backend/app/settings.py); a test fails when the two differ. A dash means that the variable is not set.

| variable | meaning | default |
|---|---|---|
"""
FOOT = """
Other variables:

- `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and the rest of the usual AWS credential chain: access to the bucket.
- `MLFLOW_TRACKING_USERNAME`, `MLFLOW_TRACKING_PASSWORD`: the account at an MLflow server with accounts.
- `API_URL`, `S3_PUBLIC_URL`: where the site's server finds the service, and the store that a page may send photos to.
- `CURATOR_DATA_MIRROR`: folder of downloaded data sets, which `make train` tries before the network.
- [.env.example](../.env.example) lists what `docker compose up` reads; `make help` lists the variables of each command.
"""


def document() -> str:
    rows = [row(variable(name, field), field) for name, field in Settings.model_fields.items()]
    return HEAD + "\n".join(rows) + "\n" + FOOT


def variable(name: str, field: FieldInfo) -> str:
    prefix = Settings.model_config.get("env_prefix", "")
    return str(field.validation_alias or f"{prefix}{name}".upper())


def row(name: str, field: FieldInfo) -> str:
    """A line of the table. Raises: ValueError where the setting has no description."""
    if not field.description:
        raise ValueError(f"{name} has no description: write one below it in backend/app/settings.py")
    return f"| `{name}` | {' '.join(field.description.split())} | {shown(field.default)} |"


def shown(default: Any) -> str:
    """A default as one would write it in the environment; paths are relative to the repository."""
    if isinstance(default, Path):
        default = default.relative_to(ROOT).as_posix()
    elif isinstance(default, bool):
        default = str(default).lower()
    elif not isinstance(default, str | int | float):  # an empty list, a secret, a default that is computed
        default = ""
    if default == "":
        return "–"
    is_large = isinstance(default, int) and default >= MEBIBYTE
    return f"`{default}`{f' ({default // MEBIBYTE:,} MiB)' if is_large else ''}"


if __name__ == "__main__":
    print(document(), end="")
