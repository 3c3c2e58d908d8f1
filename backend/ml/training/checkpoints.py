"""Identifies the code that wrote a checkpoint, so that other code does not continue from it."""

import hashlib
import inspect
from types import ModuleType


def code_sha256(*modules: ModuleType) -> str:
    """Digest of the source of `modules`."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()
