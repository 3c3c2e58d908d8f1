"""Write the compatibility network's `.onnx` beside its `.pth`.

python -m ml.siamese_export --weights backend/models/compat_mobilenetv2.pth
"""

import argparse
from pathlib import Path

from ml.compatibility.export import export_onnx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    difference = export_onnx(arguments.weights)
    print(f"{arguments.weights.with_suffix('.onnx')}: differs by at most {difference:.1g}")


if __name__ == "__main__":
    main()
