"""Facts about the origin of a model, beside its file."""

import shutil
from pathlib import Path

import pytest

from app.detector import Classifier
from app.registry.candidate import digest_of
from app.settings import get_settings
from app.vision.provenance import provenance_file, read_provenance, write_provenance

FACTS = {"git_commit": "5" * 40, "git_changed": "no", "made_at": "2026-11-30T12:00:00+00:00"}


@pytest.fixture
def onnx(tmp_path: Path) -> Path:
    return Path(shutil.copy(get_settings().weights_dir / "best.onnx", tmp_path))


def test_model_tells_the_facts_beside_its_file(onnx: Path) -> None:
    write_provenance(onnx, digest_of(onnx), FACTS)
    metadata = Classifier(onnx).metadata
    assert metadata.items() >= FACTS.items()
    assert "categories" in metadata
    assert "onnx_sha256" not in metadata


def test_facts_about_another_file_do_not_count(onnx: Path) -> None:
    write_provenance(onnx, "0" * 64, FACTS)
    assert "made_at" not in Classifier(onnx).metadata
    assert read_provenance(onnx, "0" * 64) == FACTS


def test_model_works_beside_a_damaged_file_of_facts(onnx: Path) -> None:
    provenance_file(onnx).write_text('{"onnx_sha')
    assert "made_at" not in Classifier(onnx).metadata


def test_model_without_facts_has_no_file_of_them(onnx: Path) -> None:
    write_provenance(onnx, "0" * 64, FACTS)
    write_provenance(onnx, "0" * 64, {})
    assert not provenance_file(onnx).exists()
