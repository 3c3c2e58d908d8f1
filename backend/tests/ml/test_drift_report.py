"""Evidently's report of the monitoring log."""

from pathlib import Path

import numpy as np

from app.registry.models import released_models
from app.registry.monitoring.drift import Window
from app.registry.monitoring.reference import class_reference, embedding_reference
from app.settings import get_settings
from ml.drift_report import table, write_report


def test_page_shows_each_column_and_needs_no_other_host(tmp_path: Path):
    models = released_models(get_settings())
    classes = class_reference(models.get_classifier().version)
    embeddings = embedding_reference(models.get_compatibility().version)
    assert classes
    assert embeddings
    usual = table(Window(classes.categories, classes.confidences, embeddings.embeddings), classes, embeddings)
    live = table(Window(classes.categories, classes.confidences / 2, -embeddings.embeddings), classes, embeddings)
    assert np.median(live["distance to its class"]) > np.median(usual["distance to its class"])
    write_report(live, usual, tmp_path / "drift.html")
    page = (tmp_path / "drift.html").read_text()
    for column in usual.columns:
        assert column in page
    assert "Dataset Drift is detected" in page
    assert "Kolmogorov" in page or "K-S" in page
