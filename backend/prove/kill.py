"""Kills at random moments of uploads, edits, deletes, outfits and re-embedding; then: is what was answered there?"""

import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from prove.leftovers import look_at, stuck_jobs
from prove.models import another_version
from prove.pictures import small_photos
from prove.service import DidNotStart, Service
from prove.shopper import Shopper

SHOPPERS = 4
STARTS_PER_MODEL = 4  # then another version is released, and every wardrobe re-embedded
KILLED_WHILE_STARTING = 0.15
MOST_WRITES_A_LIFE = 16
LONGEST_LIFE_S = 60.0  # also on a busy machine something should be answered
LAST_WAIT_S = 0.5
SECONDS_FOR_JOBS = 180


@dataclass
class Outcome:
    seed: int
    kills: int = 0
    kills_while_starting: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half_items: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    not_started: list[str] = field(default_factory=list)
    jobs_done: int = 0
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.half_items or self.strays or self.stuck or self.refused or self.not_started)

    def __str__(self) -> str:
        wrong = [*self.lost, *self.half_items, *self.strays, *self.stuck, *self.refused, *self.not_started]
        return "\n".join(
            [
                f"seed {self.seed}: {self.kills} kills, {self.kills_while_starting} of them while it started,"
                f" {self.acknowledged} writes acknowledged, {self.jobs_done} jobs done, {self.seconds:.0f} s",
                f"  acknowledged writes lost   {len(self.lost)}",
                f"  half items                 {len(self.half_items)}",
                f"  stray files after a start  {len(self.strays)}",
                f"  jobs stuck                 {len(self.stuck)}",
                f"  answers out of order       {len(self.refused)}",
                f"  starts that failed         {len(self.not_started)}",
                *(f"    {line}" for line in wrong[:40]),
            ]
        )


def kill_many(kills: int, seed: int, folder: Path, *, say: bool = False) -> Outcome:
    """Start, look, shop, kill, again and again; at the end let the jobs come to their end, and look once more."""
    began = time.monotonic()
    rng = random.Random(seed)
    outcome = Outcome(seed)
    (folder / "data").mkdir(parents=True)
    versions = [another_version(folder / f"models-{word}", word) for word in ("one", "two")]
    photos = small_photos(12)
    names = [f"shopper{number}@example.org" for number in range(SHOPPERS)]
    shoppers = [Shopper(name, photos, random.Random(f"{seed} {name}")) for name in names]
    with Service(folder / "data", {"MODELS_DIR": str(versions[0])}) as service:
        service.start()
        for shopper in shoppers:
            shopper.headers = service.join(shopper.email)
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
                _look(service, shoppers, outcome)
                _shop_until_killed(service, shoppers, rng)
            service.kill()
            outcome.kills += 1
            if say and outcome.kills % 10 == 0:
                writes = sum(shopper.acknowledged for shopper in shoppers)
                wrong = f"{len(outcome.lost)} lost, {len(outcome.half_items)} half, {len(outcome.strays)} strays"
                print(f"{outcome.kills} kills, {writes} writes acknowledged: {wrong}", flush=True)
        service.start()
        _look(service, shoppers, outcome)
        outcome.stuck = _wait_for_jobs(service)
        outcome.jobs_done = _count_jobs(service, shoppers)
        service.stop()
    for shopper in shoppers:
        outcome.acknowledged += shopper.acknowledged
        outcome.refused += shopper.refused
    outcome.seconds = time.monotonic() - began
    return outcome


def _look(service: Service, shoppers: list[Shopper], outcome: Outcome) -> None:
    left = look_at(service.data_dir)
    outcome.half_items += left.half_items
    outcome.strays += left.strays
    for shopper in shoppers:
        with service.client(shopper.headers) as http:
            outcome.lost += [f"{shopper.email}: {line}" for line in shopper.look(http)]


def _shop_until_killed(service: Service, shoppers: list[Shopper], rng: random.Random) -> None:
    """Kill in the middle of it: so many writes after the start, and a random moment more."""
    lines = [service.client(shopper.headers) for shopper in shoppers]
    threads = [
        threading.Thread(target=shopper.shop, args=(http,)) for shopper, http in zip(shoppers, lines, strict=True)
    ]
    for thread in threads:
        thread.start()
    enough = sum(shopper.acknowledged for shopper in shoppers) + rng.randint(0, MOST_WRITES_A_LIFE)
    deadline = time.monotonic() + LONGEST_LIFE_S
    while sum(shopper.acknowledged for shopper in shoppers) < enough and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(rng.uniform(0, LAST_WAIT_S))
    service.kill()
    for thread in threads:
        thread.join()
    for http in lines:
        http.close()


def _wait_for_jobs(service: Service) -> list[str]:
    deadline = time.monotonic() + SECONDS_FOR_JOBS
    while (stuck := stuck_jobs(service.data_dir)) and time.monotonic() < deadline:
        time.sleep(0.5)
    return stuck


def _count_jobs(service: Service, shoppers: list[Shopper]) -> int:
    done = 0
    for shopper in shoppers:
        with service.client(shopper.headers) as http:
            done += sum(job["state"] == "done" for job in http.get("/v1/jobs", params={"limit": 100}).json()["jobs"])
    return done


def main(kills: int = 200, seed: int = 1) -> bool:
    with tempfile.TemporaryDirectory(prefix="curator-kill-") as folder:
        outcome = kill_many(kills, seed, Path(folder), say=True)
    print(outcome, flush=True)
    return outcome.is_good
