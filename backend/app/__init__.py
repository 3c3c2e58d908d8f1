"""Curator's service: photos of clothes in, outfits out."""

import os

# Unless this is set before its import, ONNX Runtime records its use under ~/.cache and sends the record to its maker.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
