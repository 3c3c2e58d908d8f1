"""Write `cutout.onnx` beside trained weights.

python -m ml.cutout_export --weights backend/weights/cutout.pt
"""

import argparse
from pathlib import Path

from ml.cutout.export import export_onnx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    print(f"{arguments.weights.with_suffix('.onnx')}: differs by at most {export_onnx(arguments.weights):.1g}")


if __name__ == "__main__":
    main()
