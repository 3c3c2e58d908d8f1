"""docs/api.md runs as written, against a real service with a real socket."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A service as a separate process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "app", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT / "backend", env=os.environ | {"CURATOR_DATA_DIR": str(tmp_path)}
    ) as service:
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/health/live").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        service.terminate()


@pytest.mark.timeout(800)  # generous, for busy machines
def test_curl_session_runs_as_written(address: str, tmp_path: Path):
    blocks = re.findall(r"```bash\n(.*?)```", (ROOT / "docs" / "api.md").read_text(), re.DOTALL)
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=ROOT,
        env=os.environ | {"API": address, "CURATOR_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "last administrator" in ran.stdout
    assert '"left_out": []' in ran.stdout
