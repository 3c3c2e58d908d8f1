"""Compile to bytecode what the service imports: `python deploy/compile_imports.py`.

All of the environment compiled would be a quarter larger; nothing compiled, each start would take seconds longer where
Python may not write beside its modules.
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
