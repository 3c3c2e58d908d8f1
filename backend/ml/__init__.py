"""The learning pipeline: download, preprocess, train, evaluate, release."""

import os

# app/__init__.py explains this. Repeated here because some stages import ONNX Runtime before `app`.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
