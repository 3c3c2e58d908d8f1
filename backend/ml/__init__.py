"""The learning pipeline: download, preprocess, train, evaluate, release."""

import os

# As app/__init__.py does and says why: some stages import ONNX Runtime before they import `app`.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
