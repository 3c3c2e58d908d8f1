"""DBOS behind a few functions. They block; call them from a thread. Importing DBOS takes a second, hence only on use.

There is one DBOS a process.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar

Result = TypeVar("Result")

# Jobs outlive an update of Curator: to DBOS every release is the same application.
_VERSION: Final = "1"
_POLLING_S: Final = 0.5
_FORGOTTEN_AT_ONCE: Final = 500

_lock = threading.Lock()
_workflow: Callable[[str], None] | None = None


def start(url: str, work: Callable[[str], None], queues: Mapping[str, int]) -> None:
    """Start DBOS on the database at `url` and go on with what was at work when the last process ended.

    `work` gets the id of a job. `queues` says how many jobs each queue works on at a time.
    """
    from dbos import DBOS

    global _workflow
    with _lock:
        DBOS(
            config={
                "name": "curator",
                "system_database_url": url,
                "application_version": _VERSION,
                "log_level": "WARNING",
            }
        )
        if _workflow is None:
            _workflow = DBOS.workflow(name="job", max_recovery_attempts=None)(_Current.work)
        _Current.run = work
        DBOS.launch()
        for queue, at_once in queues.items():
            DBOS.register_queue(queue, worker_concurrency=at_once, polling_interval_sec=_POLLING_S)


def stop() -> None:
    """Stop DBOS. What is at work stays on record as such."""
    from dbos import DBOS

    with _lock:
        DBOS.destroy()


def ensure_queued(job_id: str, queue: str, *, is_lost: bool) -> bool:
    """See to it that DBOS will run a job that is not at work in this process, once.

    Returns whether DBOS lists it as running here. It may be about to begin; if a later call still finds it so, that
    call passes `is_lost`, and the job is queued again.
    """
    from dbos import DBOS, SetWorkflowID

    assert _workflow is not None  # noqa: S101  only after start()
    status = DBOS.get_workflow_status(job_id)
    if status is not None and status.status == "PENDING":
        if status.executor_id != DBOS.executor_id:
            return False
        if is_lost:
            DBOS.resume_workflow(job_id, queue_name=queue)
        return not is_lost
    if status is not None and status.status in ("ENQUEUED", "DELAYED"):
        return False
    if status is not None:  # ended without a word in the job's row: the disk was full just then
        DBOS.delete_workflow(job_id)
    with SetWorkflowID(job_id):
        DBOS.enqueue_workflow(queue, _workflow, job_id)
    return False


def run_step(name: str, work: Callable[[], Result]) -> Result:
    """Within a workflow: do `work` and record what it returns, or return what was recorded."""
    from dbos import DBOS

    return DBOS.run_step({"name": name}, work)


def forget_ended_before(time: datetime) -> None:
    from dbos import DBOS

    ended = DBOS.list_workflows(
        completed_before=time.isoformat(), limit=_FORGOTTEN_AT_ONCE, load_input=False, load_output=False
    )
    if ended:
        DBOS.delete_workflows([workflow.workflow_id for workflow in ended])


def erase(url: str, job_ids: list[str]) -> None:
    """Stop these jobs and take away all that is on record of them; DBOS need not be started."""
    from dbos import DBOSClient
    from sqlalchemy.exc import DBAPIError

    client = DBOSClient(system_database_url=url)
    try:
        client.cancel_workflows(job_ids)
        client.delete_workflows(job_ids)
    except DBAPIError as error:
        if "no such table" not in str(error):  # no job was ever begun, so there is no record
            raise
    finally:
        client.destroy()


class _Current:
    """What the registered workflow does: DBOS keeps its registry for the life of the process."""

    run: Callable[[str], None]

    @staticmethod
    def work(job_id: str) -> None:
        _Current.run(job_id)
