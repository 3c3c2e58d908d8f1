"""Write `best.onnx` from trained weights, or both released files from a checkpoint.

python -m ml.classifier_export --checkpoint DIR/checkpoint.pt --output-dir DIR
python -m ml.classifier_export --weights backend/weights/best.pt      only the .onnx, beside the .pt
"""

import argparse
import json
from pathlib import Path

from ml.classifier.export import export_classifier, export_onnx
from ml.parameters import DATA_DIR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint", type=Path)
    source.add_argument("--weights", type=Path)
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "classifier")
    arguments = parser.parse_args()
    if arguments.weights:
        difference = export_onnx(arguments.weights)
        print(f"{arguments.weights.with_suffix('.onnx')}: differs by at most {difference:.1g}")
    else:
        print(json.dumps(export_classifier(arguments.checkpoint, arguments.data_dir, arguments.output_dir), indent=2))


if __name__ == "__main__":
    main()
