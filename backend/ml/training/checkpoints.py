"""Which code a checkpoint belongs to: training must not go on with the work of other code."""

import hashlib
import inspect
from types import ModuleType


def code_sha256(*modules: ModuleType) -> str:
    """Digest of the modules' source."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()
