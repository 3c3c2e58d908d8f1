"""Every environment variable the service reads, once, typed, with its default."""

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BACKEND_DIR = Path(__file__).resolve().parents[1]
MEBIBYTE = 1024 * 1024
SHORTEST_SECRET: Final = 32


class Settings(BaseSettings):
    """Settings of one process. Relative paths are relative to the working directory."""

    model_config = SettingsConfigDict(env_prefix="CURATOR_", extra="ignore", populate_by_name=True)

    env: Literal["laptop", "production"] = "laptop"
    data_dir: Path = BACKEND_DIR
    database_url: str = ""
    jobs_url: str = ""
    secret_key: SecretStr = SecretStr("")
    registration: Literal["open", "closed"] = "open"
    log_level: Literal["", "DEBUG", "INFO", "WARNING", "ERROR"] = ""  # INFO in production, WARNING on a laptop
    cors_origins: Annotated[list[str], NoDecode] = []  # "https://one.example, https://two.example"

    models_dir: Path = BACKEND_DIR / "models"
    weights_dir: Path = BACKEND_DIR / "weights"
    samples_dir: Path = BACKEND_DIR / "samples"

    max_upload_bytes: int = 40 * MEBIBYTE
    max_upload_files: int = 50
    max_portrait_bytes: int = 20 * MEBIBYTE  # held in memory, so fewer than what goes to the disk
    max_portraits_at_once: int = Field(default=8, ge=1)
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    max_waiting_photos: int = Field(default=64, ge=1)
    max_wait_s: float = Field(default=10, gt=0)  # of a photo; who would wait longer is told to come again

    mlflow_model_name: str = Field(default="wardrobe-compatibility", validation_alias="MLFLOW_MODEL_NAME")
    mlflow_classifier_name: str = Field(default="wardrobe-classifier", validation_alias="MLFLOW_CLASSIFIER_NAME")
    mlflow_model_stage: str = Field(default="Production", validation_alias="MLFLOW_MODEL_STAGE")
    mlflow_tracking_uri: str = Field(default="", validation_alias="MLFLOW_TRACKING_URI")
    registry_at_start: bool = True
    registry_poll_s: int = Field(default=0, ge=0)  # 0: only at start and on POST /v1/models/reload
    prediction_retention_days: int = Field(default=180, ge=1, le=36500)
    shadow_classifier: str = ""  # the path of an .onnx file that looks at new photos too, and is only counted
    shadow_share: float = Field(default=0.2, ge=0, le=1)  # of the photos

    # Without a bucket, photos lie in the data folder. Credentials come from the usual AWS chain, never from here.
    s3_bucket: str = Field(default="", validation_alias="S3_BUCKET")
    aws_region: str = Field(default="eu-north-1", validation_alias="AWS_REGION")
    s3_endpoint_url: str = Field(default="", validation_alias="S3_ENDPOINT_URL")  # AWS's own
    s3_public_url: str = Field(default="", validation_alias="S3_PUBLIC_URL")  # where clients reach it, if elsewhere
    max_archive_bytes: int = 32 * 1024 * MEBIBYTE
    fetch_allow_hosts: Annotated[list[str], NoDecode] = []  # for tests alone: "127.0.0.1:8123", fetched unguarded
    fetch_timeout_s: float = Field(default=20, gt=0)  # for a page or a picture in all
    chromium: str = ""  # for shop pages that scripts build; empty: looked for on the path
    chromedriver: str = ""

    access_token_minutes: int = 15
    refresh_token_days: int = 30

    @field_validator("cors_origins", "fetch_allow_hosts", mode="before")
    @classmethod
    def _split(cls, listed: object) -> object:
        return [one.strip() for one in listed.split(",") if one.strip()] if isinstance(listed, str) else listed

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self.data_dir = self.data_dir.resolve()
        self.database_url = self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'wardrobe.db'}"
        self.jobs_url = self.jobs_url or f"sqlite:///{self.data_dir / 'jobs.db'}"
        self.mlflow_tracking_uri = self.mlflow_tracking_uri or f"sqlite:///{self.data_dir / 'mlflow.db'}"
        self.log_level = self.log_level or ("INFO" if self.env == "production" else "WARNING")
        if self.is_production and self.fetch_allow_hosts:
            raise ValueError(
                "CURATOR_FETCH_ALLOW_HOSTS lets people reach hosts inside this network. It is for tests: take it out."
            )
        if not self.secret_key.get_secret_value():
            if self.env == "production":
                raise ValueError(
                    "CURATOR_SECRET_KEY is not set. In production it must be: `openssl rand -base64 48` makes one."
                )
            self.secret_key = SecretStr(kept_secret(self.data_dir / "secrets" / "secret_key"))
        if len(self.secret_key.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"CURATOR_SECRET_KEY is too short to be safe: use at least {SHORTEST_SECRET} characters.")
        return self

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"

    @property
    def inbox_dir(self) -> Path:
        """Where uploads wait that were not taken yet."""
        return self.data_dir / "inbox"

    @property
    def erasures_dir(self) -> Path:
        """Who was erased, by id: what no backup may bring back."""
        return self.data_dir / "erasures"

    @property
    def models_cache_dir(self) -> Path:
        """Models fetched from the registry, by version: what a restart finds without a registry."""
        return self.data_dir / "models_cache"

    @property
    def mlflow_artifacts_dir(self) -> Path:
        """Where MLflow's files lie when its store is the SQLite file."""
        return self.data_dir / "mlruns"

    @property
    def landmarks_file(self) -> Path:
        """dlib's 68 points, for whoever may use them (docs/models.md); Curator ships no such file."""
        return self.data_dir / "landmarks" / "shape_predictor_68_face_landmarks.dat"

    @property
    def is_production(self) -> bool:
        return self.env == "production"


def kept_secret(path: Path) -> str:
    """The secret in `path`; made on first use, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


@lru_cache
def get_settings() -> Settings:
    return Settings()
