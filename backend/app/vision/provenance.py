"""Where and when a model was made, in a JSON file beside its `.onnx`.

Not in the `.onnx` itself: an equal training from another commit would then have another digest.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FACTS: Final = ("git_commit", "git_changed", "made_at")
_BELONGS_TO: Final = "onnx_sha256"


def provenance_file(onnx: Path) -> Path:
    return onnx.with_suffix(".provenance.json")


def write_provenance(onnx: Path, sha256: str, facts: Mapping[str, str]) -> None:
    """Replace the facts about the `.onnx` file with this digest; without facts there is no file."""
    path = provenance_file(onnx)
    if not facts:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps({_BELONGS_TO: sha256, **facts}, indent=2) + "\n")
    partial.replace(path)


def read_provenance(onnx: Path, sha256: str) -> dict[str, str]:
    """The facts about the `.onnx` file with this digest; empty if there are none, or only about another file."""
    try:
        content = json.loads(provenance_file(onnx).read_text())
    except FileNotFoundError:
        return {}
    except ValueError:  # cut off; the facts are only displayed, so the model works without them
        return {}
    return facts_among(content) if content.get(_BELONGS_TO) == sha256 else {}


def facts_among(values: Mapping[str, str]) -> dict[str, str]:
    """The facts among other values, such as a registered version's tags."""
    return {name: values[name] for name in FACTS if name in values}
