"""Networks shared by several models: backbones, their initial weights, ONNX files."""
