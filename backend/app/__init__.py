"""Curator's service: photos of clothes in, outfits out."""

import os

# ONNX Runtime keeps a diary of its use under ~/.cache and sends it to its maker, unless this is set before its import.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
