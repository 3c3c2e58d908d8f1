"""Bodies about background jobs."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.db import tables


class Progress(BaseModel):
    done: int = Field(ge=0)
    total: int | None = Field(ge=0, description="null until it is known")


class Job(BaseModel):
    id: UUID
    kind: str
    subject: str = Field(description="what the job works on, such as a model's version")
    state: Literal["waiting", "running", "done", "failed"]
    progress: Progress
    starts: int = Field(ge=0, description="how often work started since the last progress; more than 1 after a crash")
    result: dict[str, Any] = Field(description="the result, by kind; an import names `item_id`")
    detail: str = Field(description="why it failed, or what was left out")
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, job: tables.Job) -> Self:
        return cls.model_validate(
            {name: getattr(job, name) for name in cls.model_fields if name != "progress"}
            | {"progress": {"done": job.done, "total": job.total}}
        )


class ImportRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str = Field(min_length=1, max_length=4000, description="address of a shop's product page, or of a picture")


class JobPage(BaseModel):
    jobs: list[Job]
    next_cursor: str | None
