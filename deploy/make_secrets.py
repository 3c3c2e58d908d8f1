"""`make secrets`: write `.env` from `.env.example` with generated secrets. Values already in `.env` stay."""

import argparse
import os
import re
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"^([A-Z_]+)=(.*)$")


def filled_in(example: str, present: dict[str, str]) -> str:
    """`example` with a generated secret for each empty `NAME=`; values in `present` take precedence."""
    lines = []
    for line in example.splitlines():
        if found := LINE.match(line):
            name, value = found.groups()
            line = f"{name}={present.pop(name, '') or value or secrets.token_urlsafe(36)}"
        lines.append(line)
    lines += [f"{name}={value}" for name, value in present.items()]
    return "\n".join(lines) + "\n"


def read(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines() if path.exists() else []
    return {found[1]: found[2] for line in lines if (found := LINE.match(line))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "env",
        type=Path,
        nargs="?",
        default=ROOT / ".env",
        help="file to write instead of .env",
    )
    env = parser.parse_args().env
    content = filled_in((ROOT / ".env.example").read_text(), read(env))
    partial = env.with_name(f"{env.name}.part")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(content)
    partial.replace(env)
    print(f"{env.name} contains the secrets, readable only by you. Keep a copy with your backups.")


if __name__ == "__main__":
    main()
