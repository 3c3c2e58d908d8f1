"""Documents, checked as far as a machine can: links resolve, generated pages are up to date."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("backend/tests/*/README.md")]
LINK = re.compile(r"\]\(([^)#:\s]+)[^):]*\)")  # relative links only: no scheme, no anchor


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_configuration_document_is_what_the_settings_say() -> None:
    command = [sys.executable, ROOT / "deploy/settings_document.py"]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/configuration.md").read_text() == written, "Run `make settings-document`."
