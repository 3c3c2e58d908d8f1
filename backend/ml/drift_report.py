"""Compares the latest photos with the reference in an interactive page by Evidently (https://docs.evidentlyai.com).

    python -m ml.drift_report [--output drift.html]      reads the service's database (CURATOR_DATA_DIR)

The page shows the numbers of GET /v1/models/monitoring with Evidently's own tests. Only that route raises alarms.
The page contains no picture and no name.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.core.dtypes import common as dtypes
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.db.tables import ActiveModel
from app.registry.models import classifier_kind, compatibility_kind
from app.registry.monitoring.drift import ALARM_BELOW, FEWEST, Window, distances_to_reference
from app.registry.monitoring.monitor import Line, latest_lines, window_of
from app.registry.monitoring.reference import (
    ClassReference,
    EmbeddingReference,
    class_reference,
    embedding_reference,
)
from app.settings import Settings, get_settings
from ml.data.service_database import sessions_of_service
from ml.parameters import DATA_DIR


async def read_latest(settings: Settings) -> tuple[list[Line], list[str]]:
    """The latest log lines of the active models, and the versions of these models."""
    async with sessions_of_service(settings) as sessions, sessions() as session:
        rows = await session.scalars(select(ActiveModel))
        active = {row.name: row.version for row in rows}
        versions = [active[kind.name] for kind in (classifier_kind(settings), compatibility_kind(settings))]
        return await latest_lines(session, *versions), versions


def table(window: Window, classes: ClassReference, embeddings: EmbeddingReference) -> pd.DataFrame:
    """One row per photo."""
    distances = distances_to_reference(window, classes, embeddings)
    return pd.DataFrame(
        {
            "class": list(window.categories),
            "confidence": window.confidences.astype(np.float64),
            "distance to its class": distances.astype(np.float64),
        }
    )


def write_report(live: pd.DataFrame, reference: pd.DataFrame, output: Path) -> None:
    os.environ["DO_NOT_TRACK"] = "1"  # turns off Evidently's usage statistics
    if not hasattr(dtypes, "infer_dtype_from_object"):
        # pandas 3 removed it. Evidently 0.7.23 imports it for a check of column types that is not used here.
        dtypes.infer_dtype_from_object = None
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    columns = DataDefinition(categorical_columns=["class"], numerical_columns=["confidence", "distance to its class"])
    one_is_enough = 1 / len(reference.columns)
    preset = DataDriftPreset(cat_method="chisquare", num_method="ks", threshold=ALARM_BELOW, drift_share=one_is_enough)
    current, usual = (Dataset.from_pandas(part, data_definition=columns) for part in (live, reference))
    output.parent.mkdir(parents=True, exist_ok=True)
    Report([preset]).run(current, usual).save_html(str(output))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=DATA_DIR / "evaluation" / "drift.html")
    arguments = parser.parse_args()
    try:
        lines, (classifier, compatibility) = asyncio.run(read_latest(get_settings()))
    except (FileNotFoundError, SQLAlchemyError) as error:
        sys.exit(str(error))
    classes, embeddings = class_reference(classifier), embedding_reference(compatibility)
    if classes is None or embeddings is None or classes.photos != embeddings.photos:
        sys.exit(f"There is no reference for {classifier} and {compatibility}. Run: python -m ml.drift_reference")
    if len(lines) < FEWEST:
        sys.exit(f"The log has {len(lines)} photos; a report needs at least {FEWEST}.")
    reference = Window(classes.categories, classes.confidences, embeddings.embeddings)
    live, usual = (table(window, classes, embeddings) for window in (window_of(lines), reference))
    write_report(live, usual, arguments.output)
    print(f"{len(live)} photos compared with {len(usual)} of the reference: {arguments.output}")


if __name__ == "__main__":
    main()
