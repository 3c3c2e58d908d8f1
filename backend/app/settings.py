"""Every environment variable that the service reads: its type, default and meaning."""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BACKEND_DIR = Path(__file__).resolve().parents[1]
MEBIBYTE = 1024 * 1024
SHORTEST_SECRET: Final = 32
_HOST_NAME: Final = re.compile(r"(\*\.)?[\w-]+(\.[\w-]+)*|\[?[0-9a-fA-F]*(:[0-9a-fA-F.]*)+\]?")


class Settings(BaseSettings):
    """Settings of one process. Relative paths are relative to the working directory.

    The text below each setting becomes docs/configuration.md: `make settings-document`.
    """

    model_config = SettingsConfigDict(
        env_prefix="CURATOR_", extra="ignore", populate_by_name=True, use_attribute_docstrings=True
    )

    env: Literal["laptop", "production"] = "laptop"
    """`production` requires a secret key and writes the log as JSON."""
    data_dir: Path = BACKEND_DIR
    """Folder of the databases, the photos (without a bucket), downloaded models and generated secrets."""
    database_url: str = ""
    """SQLAlchemy address of the main database. Empty: the SQLite file `wardrobe.db` in the data folder."""
    database_connections: int = Field(default=15, ge=2)
    """Most connections of one process to the main database."""
    database_wait_s: float = Field(default=10, gt=0)
    """Longest wait for a free connection, in seconds; a request that would wait longer is refused with 503."""
    jobs_url: str = ""
    """Address of the database of background jobs. Empty: the SQLite file `jobs.db` in the data folder."""
    secret_key: SecretStr = SecretStr("")
    """Signs access tokens and upload addresses; at least 32 characters. Required in production. Empty on a laptop:
    generated on first use and kept in `secrets/` of the data folder."""
    registration: Literal["open", "closed"] = "open"
    """Whether strangers may create an account. `closed`: only people with an invitation."""
    log_level: Literal["", "DEBUG", "INFO", "WARNING", "ERROR"] = ""
    """Empty: `INFO` in production, `WARNING` on a laptop."""
    allowed_hosts: Annotated[list[str], NoDecode] = []
    """Host names that the service and the site answer to, without port, separated by commas:
    `wardrobe.example.org, *.home.example`. `/health/` and `/metrics` answer to any. Required in production. Empty on a
    laptop: `localhost`, and the machine's own names and addresses."""
    site_url: str = ""
    """Address of the site in printed links. Empty: https and the first allowed host in production,
    `http://localhost:3000` on a laptop."""
    cors_origins: Annotated[list[str], NoDecode] = []
    """Origins of other sites whose pages may read the API, separated by commas: `https://one.example, https://two.example`."""

    models_dir: Path = BACKEND_DIR / "models"
    """Folder of the released compatibility model."""
    weights_dir: Path = BACKEND_DIR / "weights"
    """Folder of the released classifier and the released cut-out network."""
    samples_dir: Path = BACKEND_DIR / "samples"
    """Folder of the sample garments."""

    max_upload_bytes: int = 40 * MEBIBYTE
    """Largest photo, in bytes."""
    max_upload_files: int = 50
    """Most photos in one request."""
    max_portrait_bytes: int = 20 * MEBIBYTE
    """Largest portrait, in bytes. Smaller than a photo, because portraits are held in memory."""
    max_portraits_at_once: int = Field(default=8, ge=1)
    """How many portraits of the largest size fit into the memory set aside for them; one person fills at most two."""
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Threads that decode photos and run models. Not set: one per processor core."""
    max_waiting_photos: int = Field(default=64, ge=1)
    """Photos that may wait for a thread; further ones are refused with 503 and `Retry-After`."""
    max_wait_s: float = Field(default=10, gt=0)
    """Longest estimated wait of a photo, in seconds; a photo that would wait longer is refused in the same way."""

    mlflow_model_name: str = Field(default="wardrobe-compatibility", validation_alias="MLFLOW_MODEL_NAME")
    """Registered name of the compatibility model."""
    mlflow_classifier_name: str = Field(default="wardrobe-classifier", validation_alias="MLFLOW_CLASSIFIER_NAME")
    """Registered name of the classifier."""
    mlflow_cutout_name: str = Field(default="wardrobe-cutout", validation_alias="MLFLOW_CUTOUT_NAME")
    """Registered name of the cut-out network."""
    mlflow_model_stage: str = Field(default="Production", validation_alias="MLFLOW_MODEL_STAGE")
    """Alias (in lower case) or stage of the version that the service loads."""
    mlflow_tracking_uri: str = Field(default="", validation_alias="MLFLOW_TRACKING_URI")
    """Address of MLflow. Empty: the SQLite file `mlflow.db` in the data folder."""
    registry_at_start: bool = True
    """Ask the model registry for its current versions at start; an empty registry receives the released models."""
    registry_poll_s: int = Field(default=0, ge=0)
    """Seconds between questions to the registry. 0: only at start and on `POST /v1/models/reload`."""
    prediction_retention_days: int = Field(default=180, ge=1, le=36500)
    """Days that logged predictions are kept."""
    shadow_classifier: str = ""
    """Path of an `.onnx` classifier that also classifies new photos, for comparison only. Empty: none."""
    shadow_share: float = Field(default=0.2, ge=0, le=1)
    """Share of new photos that the shadow classifier sees, 0 to 1."""

    s3_bucket: str = Field(default="", validation_alias="S3_BUCKET")
    """Bucket of the photos. Empty: photos are kept in the data folder. Credentials come from the usual AWS chain."""
    aws_region: str = Field(default="eu-north-1", validation_alias="AWS_REGION")
    """Region of the bucket."""
    s3_endpoint_url: str = Field(default="", validation_alias="S3_ENDPOINT_URL")
    """Address at which the service reaches the store. Empty: AWS."""
    s3_public_url: str = Field(default="", validation_alias="S3_PUBLIC_URL")
    """Address at which clients reach the store; presigned addresses are signed for this host. Empty: the same."""
    max_items_per_person: int | None = Field(default=20_000, ge=0)
    """Most garments of one person. Empty: no limit. An administrator can set another limit for one person."""
    max_bytes_per_person: int | None = Field(default=50 * 1024 * MEBIBYTE, ge=0)
    """Most bytes of one person: photos as uploaded, proposed cut-outs and waiting uploads. Empty: no limit."""
    max_jobs_per_person: int | None = Field(default=20, ge=0)
    """Most background jobs of one person that wait or run. Empty: no limit."""
    max_archive_bytes: int = 32 * 1024 * MEBIBYTE
    """Largest ZIP archive to import, in bytes."""
    fetch_allow_hosts: Annotated[list[str], NoDecode] = []
    """For tests: hosts that are fetched without the guard against internal addresses, as `127.0.0.1:8123`.
    Production refuses to start with it."""
    fetch_timeout_s: float = Field(default=20, gt=0)
    """Seconds to fetch one page or picture, in total."""
    chromium: str = ""
    """Path of the browser that reads shop pages built by scripts. Empty: searched on `PATH`."""
    chromedriver: str = ""
    """Path of its driver. Empty: searched on `PATH`."""

    access_token_minutes: int = 15
    """Lifetime of an access token, in minutes."""
    refresh_token_days: int = 30
    """Lifetime of a refresh token, in days."""
    session_days: int = Field(default=180, ge=1)
    """Days after which a session ends, however often it was refreshed."""

    @field_validator("allowed_hosts", "cors_origins", "fetch_allow_hosts", mode="before")
    @classmethod
    def _split(cls, listed: object) -> object:
        return [one.strip() for one in listed.split(",") if one.strip()] if isinstance(listed, str) else listed

    @field_validator("max_items_per_person", "max_bytes_per_person", "max_jobs_per_person", mode="before")
    @classmethod
    def _read_empty_as_none(cls, limit: object) -> object:
        return None if limit == "" else limit

    @field_validator("allowed_hosts")
    @classmethod
    def _only_names(cls, hosts: list[str]) -> list[str]:
        for host in hosts:
            if not _HOST_NAME.fullmatch(host):
                raise ValueError(f"{host!r} is not a host name. Write names without scheme, port and path.")
        return [host.lower().strip("[]") for host in hosts]

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self.data_dir = self.data_dir.resolve()
        self.database_url = self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'wardrobe.db'}"
        self.jobs_url = self.jobs_url or f"sqlite:///{self.data_dir / 'jobs.db'}"
        self.mlflow_tracking_uri = self.mlflow_tracking_uri or f"sqlite:///{self.data_dir / 'mlflow.db'}"
        self.log_level = self.log_level or ("INFO" if self.env == "production" else "WARNING")
        if self.is_production and self.fetch_allow_hosts:
            raise ValueError(
                "CURATOR_FETCH_ALLOW_HOSTS lets people reach hosts inside this network. It is for tests: remove it."
            )
        if not self.secret_key.get_secret_value():
            if self.env == "production":
                raise ValueError(
                    "CURATOR_SECRET_KEY is not set. Production requires it: `openssl rand -base64 48` prints one."
                )
            self.secret_key = SecretStr(kept_secret(self.data_dir / "secrets" / "secret_key"))
        if len(self.secret_key.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"CURATOR_SECRET_KEY is too short to be safe: use at least {SHORTEST_SECRET} characters.")
        if self.is_production and not self.allowed_hosts:
            raise ValueError(
                "CURATOR_ALLOWED_HOSTS is not set. In production it lists the host names of this site, as in "
                "wardrobe.example.org."
            )
        self.site_url = (self.site_url or self._usual_site_url()).rstrip("/")
        return self

    def _usual_site_url(self) -> str:
        if not self.is_production:
            return "http://localhost:3000"
        host = next((host for host in self.allowed_hosts if "*" not in host), "localhost")
        return f"https://[{host}]" if ":" in host else f"https://{host}"

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"

    @property
    def inbox_dir(self) -> Path:
        """Uploads that no garment has claimed yet."""
        return self.data_dir / "inbox"

    @property
    def spool_dir(self) -> Path:
        """Temporary files: uploads on their way in, and archives. Not the system's folder, which may be memory."""
        return self.data_dir / "spool"

    @property
    def erasures_dir(self) -> Path:
        """Ids of erased people, so that restoring a backup does not bring them back."""
        return self.data_dir / "erasures"

    @property
    def models_cache_dir(self) -> Path:
        """Models downloaded from the registry, by version, so that a restart needs no registry."""
        return self.data_dir / "models_cache"

    @property
    def mlflow_artifacts_dir(self) -> Path:
        """MLflow's artifacts when its store is the SQLite file."""
        return self.data_dir / "mlruns"

    @property
    def landmarks_file(self) -> Path:
        """dlib's 68-point predictor. Not shipped with Curator because of its licence (docs/models.md)."""
        return self.data_dir / "landmarks" / "shape_predictor_68_face_landmarks.dat"

    @property
    def is_production(self) -> bool:
        return self.env == "production"


def kept_secret(path: Path) -> str:
    """The secret in `path`, generated on first use and readable by its owner only."""
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
