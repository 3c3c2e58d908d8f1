"""Kills at random moments of uploads, edits, deletions, outfits and re-embedding: no acknowledged write is lost."""

import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from prove.models import another_version
from prove.pictures import small_photos
from prove.service import DidNotStart, Service
from prove.stored_data import inspect_data, unfinished_jobs
from prove.user import User

USERS = 4
STARTS_PER_MODEL = 4  # then another version is released, which re-embeds every wardrobe
KILLED_WHILE_STARTING = 0.15
MOST_WRITES_PER_START = 16
LONGEST_RUN_S = 60.0  # long enough for some answers on a busy machine
LAST_WAIT_S = 0.5
SECONDS_FOR_JOBS = 180


@dataclass
class Outcome:
    seed: int
    kills: int = 0
    kills_while_starting: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    incomplete_items: list[str] = field(default_factory=list)
    stray_files: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    not_started: list[str] = field(default_factory=list)
    jobs_done: int = 0
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        data = [*self.lost, *self.incomplete_items, *self.stray_files]
        return [*data, *self.stuck, *self.refused, *self.not_started]

    @property
    def is_good(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        return "\n".join(
            [
                f"seed {self.seed}: {self.kills} kills, {self.kills_while_starting} of them during a start,"
                f" {self.acknowledged} writes acknowledged, {self.jobs_done} jobs done, {self.seconds:.0f} s",
                f"  acknowledged writes lost   {len(self.lost)}",
                f"  incomplete items           {len(self.incomplete_items)}",
                f"  stray files after a start  {len(self.stray_files)}",
                f"  unfinished jobs            {len(self.stuck)}",
                f"  unexpected answers         {len(self.refused)}",
                f"  failed starts              {len(self.not_started)}",
                *(f"    {line}" for line in self.wrong[:40]),
            ]
        )


def kill_many(kills: int, seed: int, folder: Path, *, verbose: bool = False) -> Outcome:
    """Start, check, use and kill the service repeatedly; finally let its jobs finish and check once more."""
    began = time.monotonic()
    rng = random.Random(seed)
    outcome = Outcome(seed)
    (folder / "data").mkdir(parents=True)
    versions = [another_version(folder / f"models-{word}", word) for word in ("one", "two")]
    photos = small_photos(12)
    emails = [f"user{number}@example.org" for number in range(USERS)]
    users = [User(email, photos, random.Random(f"{seed} {email}")) for email in emails]
    with Service(folder / "data", {"MODELS_DIR": str(versions[0])}) as service:
        service.start()
        for user in users:
            user.headers = service.join(user.email)
        service.kill()
        start_s = 2.0
        while outcome.kills < kills:
            service.settings["MODELS_DIR"] = str(versions[outcome.kills // STARTS_PER_MODEL % 2])
            if rng.random() < KILLED_WHILE_STARTING:
                service.start(wait=False)
                time.sleep(rng.uniform(0, start_s))
                outcome.kills_while_starting += 1
            else:
                started = time.monotonic()
                try:
                    service.start()
                except DidNotStart as error:
                    outcome.not_started.append(str(error))
                    break
                start_s = time.monotonic() - started
                _check(service, users, outcome)
                _use_until_killed(service, users, rng)
            service.kill()
            outcome.kills += 1
            if verbose and outcome.kills % 10 == 0:
                writes = sum(user.acknowledged for user in users)
                print(f"{outcome.kills} kills, {writes} writes acknowledged, {len(outcome.wrong)} wrong", flush=True)
        service.start()
        _check(service, users, outcome)
        outcome.stuck = _wait_for_jobs(service)
        outcome.jobs_done = _count_jobs(service, users)
        service.stop()
    for user in users:
        outcome.acknowledged += user.acknowledged
        outcome.refused += user.refused
    outcome.seconds = time.monotonic() - began
    return outcome


def _check(service: Service, users: list[User], outcome: Outcome) -> None:
    faults = inspect_data(service.data_dir)
    outcome.incomplete_items += faults.incomplete_items
    outcome.stray_files += faults.stray_files
    for user in users:
        with service.client(user.headers) as http:
            outcome.lost += [f"{user.email}: {line}" for line in user.check(http)]


def _use_until_killed(service: Service, users: list[User], rng: random.Random) -> None:
    """Kill after a random number of writes and a random pause."""
    clients = [service.client(user.headers) for user in users]
    threads = [threading.Thread(target=user.work, args=(http,)) for user, http in zip(users, clients, strict=True)]
    for thread in threads:
        thread.start()
    enough = sum(user.acknowledged for user in users) + rng.randint(0, MOST_WRITES_PER_START)
    deadline = time.monotonic() + LONGEST_RUN_S
    while sum(user.acknowledged for user in users) < enough and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(rng.uniform(0, LAST_WAIT_S))
    service.kill()
    for thread in threads:
        thread.join()
    for http in clients:
        http.close()


def _wait_for_jobs(service: Service) -> list[str]:
    deadline = time.monotonic() + SECONDS_FOR_JOBS
    while (stuck := unfinished_jobs(service.data_dir)) and time.monotonic() < deadline:
        time.sleep(0.5)
    return stuck


def _count_jobs(service: Service, users: list[User]) -> int:
    done = 0
    for user in users:
        with service.client(user.headers) as http:
            done += sum(job["state"] == "done" for job in http.get("/v1/jobs", params={"limit": 100}).json()["jobs"])
    return done


def main(kills: int = 200, seed: int = 1) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-kill-") as folder:
        outcome = kill_many(kills, seed, Path(folder), verbose=True)
    print(outcome, flush=True)
    return outcome.is_good
