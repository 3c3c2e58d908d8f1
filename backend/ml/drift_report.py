"""The latest photos beside the reference as a page to click through, by Evidently (https://docs.evidentlyai.com).

    python -m ml.drift_report [--output drift.html]      of the service's database (CURATOR_DATA_DIR)

The same numbers as GET /v1/models/monitoring draws, with Evidently's own tests of them; whether there is an alarm is
said there, not here. The page holds no picture and names nobody.
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
from app.registry.models import kinds
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
    """The log's latest lines of the models that answer, and the versions of these."""
    async with sessions_of_service(settings) as sessions, sessions() as session:
        rows = await session.scalars(select(ActiveModel))
        active = {row.name: row.version for row in rows}
        versions = [active[kind.name] for kind in kinds(settings)]
        return await latest_lines(session, *versions), versions


def table(window: Window, classes: ClassReference, embeddings: EmbeddingReference) -> pd.DataFrame:
    """A row a photo."""
    distances = distances_to_reference(window, classes, embeddings)
    return pd.DataFrame(
        {
            "class": list(window.categories),
            "confidence": window.confidences.astype(np.float64),
            "distance to its class": distances.astype(np.float64),
        }
    )


def write_report(live: pd.DataFrame, reference: pd.DataFrame, output: Path) -> None:
    os.environ["DO_NOT_TRACK"] = "1"  # Evidently would tell its makers that it runs
    if not hasattr(dtypes, "infer_dtype_from_object"):
        # pandas 3 is without it. Evidently 0.7.23 imports it for a test of columns' types that is not made here.
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
        sys.exit(f"There is no reference for {classifier} and {compatibility}. Make it: python -m ml.drift_reference")
    if len(lines) < FEWEST:
        sys.exit(f"{len(lines)} photos are too few: nothing is said of fewer than {FEWEST}.")
    reference = Window(classes.categories, classes.confidences, embeddings.embeddings)
    live, usual = (table(window, classes, embeddings) for window in (window_of(lines), reference))
    write_report(live, usual, arguments.output)
    print(f"{len(live)} photos beside {len(usual)} of the reference: {arguments.output}")


if __name__ == "__main__":
    main()
