"""Compile the modules that the service imports to bytecode: `python deploy/compile_imports.py`.

Compiling the whole environment would make it a quarter larger. Compiling nothing would make each start seconds slower
if Python may not write beside its modules.
"""

import compileall
import importlib
import sys

IMPORTED_AT_START = ("app.main",)
IMPORTED_LATER = ("boto3", "dbos", "mlflow.tracking", "sklearn.cluster")


def main() -> None:
    for name in IMPORTED_AT_START + IMPORTED_LATER:
        importlib.import_module(name)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py"):
            compileall.compile_file(file, quiet=1)


if __name__ == "__main__":
    main()
