"""The service stays light: it never imports a training library."""

import subprocess
import sys

PROGRAM = """
import sys
from fastapi.testclient import TestClient
from app.main import create_app
with TestClient(create_app()) as http:
    assert http.get("/health/live").is_success
print([name for name in ("torch", "torchvision", "ultralytics", "ml", "pandas") if name in sys.modules])
"""


def test_service_imports_no_training_library(tmp_path, monkeypatch):
    monkeypatch.setenv("CURATOR_DATA_DIR", str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=100, check=True)
    assert ran.stdout.strip() == "[]"
