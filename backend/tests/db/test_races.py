"""Requests at the same moment, as several processes or devices send them: one winner, and no error of the server's."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import PASSWORD
from sqlalchemy import func, select, update

from app.accounts.administration import AccountChange, change_account
from app.accounts.errors import InvitationRefused, LastAdministrator
from app.accounts.invitations import invite, invite_to_account
from app.accounts.owner import ensure_owner
from app.accounts.people import register
from app.db.session import SessionFactory, write
from app.db.tables import IdempotentAnswer, Item, Job, Outfit, OutfitFeedback, User
from app.db.types import new_id, now
from app.http.idempotency import CLAIMED_FOR, _Slot
from app.jobs import add_job
from app.outside.fetching import Fetcher, Guard
from app.outside.storage_local import LocalStore
from app.settings import get_settings
from app.wardrobe.attributes import Attributes
from app.wardrobe.changes import ItemChanges
from app.wardrobe.items import change_item
from app.wardrobe.maintenance import tidy
from app.wardrobe.outfits.feedback import answer_saved
from app.wardrobe.shop_imports import enqueue_import

ROUNDS = 3
AT_ONCE = 8

OnDatabase = Callable[[Callable[[SessionFactory], Awaitable[None]]], None]


async def at_once(*tries: Coroutine[Any, Any, Any]) -> Counter[str]:
    """How many succeeded, and with which errors the others ended."""
    results = await asyncio.gather(*tries, return_exceptions=True)
    return Counter(type(one).__name__ if isinstance(one, BaseException) else "done" for one in results)


async def somebody(sessions: SessionFactory, **columns: Any) -> UUID:
    async with write(sessions) as session:
        user = User(id=new_id(), **columns)
        session.add(user)
    return user.id


async def garment_of(sessions: SessionFactory, owner_id: UUID) -> UUID:
    said = {"category": "hat", "confidence": 1.0, "classifier_version": "", "needs_review": False, "slot": "hat"}
    found = {"alternatives": [], "colors": [], "color_names": "", "search_text": ""}
    async with write(sessions) as session:
        item = Item(id=new_id(), owner_id=owner_id, attributes=Attributes().model_dump(), **said, **found)
        session.add(item)
    return item.id


def test_first_starts_make_one_owner(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        assert await at_once(*(ensure_owner(sessions) for _ in range(AT_ONCE))) == {"done": AT_ONCE}
        async with sessions() as session:
            assert await session.scalar(select(func.count()).where(User.is_admin)) == 1

    on_database(claim)


def test_owner_s_account_is_set_up_by_one_of_its_links(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        for number in range(ROUNDS):
            owner = await somebody(sessions, is_admin=True)
            async with write(sessions) as session:
                account = await session.get_one(User, owner)
                links = [(await invite_to_account(session, account, now())).token for _ in range(AT_ONCE)]
            registrations = (
                register(sessions, get_settings(), f"{number}.{place}@example.org", PASSWORD, link, now())
                for place, link in enumerate(links)
            )
            others = {"InvitationRefused": AT_ONCE - 1}
            assert await at_once(*registrations) == {"done": 1} | others

    on_database(claim)


def test_an_invitation_makes_one_account(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        for number in range(ROUNDS):
            async with write(sessions) as session:
                link = (await invite(session, None, True, now())).token
            registrations = (
                register(sessions, get_settings(), f"{number}.{place}@example.org", PASSWORD, link, now())
                for place in range(AT_ONCE)
            )
            others = {InvitationRefused.__name__: AT_ONCE - 1}
            assert await at_once(*registrations) == {"done": 1} | others
            async with sessions() as session:
                assert await session.scalar(select(func.count()).where(User.is_admin)) == number + 1

    on_database(claim)


def test_last_two_administrators_do_not_both_step_down(on_database: OnDatabase):
    async def step_down(sessions: SessionFactory, user_id: UUID) -> None:
        async with write(sessions) as session:
            await change_account(session, user_id, AccountChange(is_admin=False), now())

    async def claim(sessions: SessionFactory) -> None:
        kept = await somebody(sessions, is_admin=True)
        for _ in range(ROUNDS):
            other = await somebody(sessions, is_admin=True)
            ended = await at_once(step_down(sessions, kept), step_down(sessions, other))
            assert ended == {"done": 1, LastAdministrator.__name__: 1}
            async with sessions() as session:
                kept = (await session.scalars(select(User.id).where(User.is_admin))).one()

    on_database(claim)


def test_one_of_equal_requests_gets_the_key(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        for number in range(ROUNDS):
            known = await asyncio.gather(*(_Slot(sessions, "someone", str(number)).claim() for _ in range(AT_ONCE)))
            assert [answer is None for answer in known].count(True) == 1

    on_database(claim)


def test_claim_of_a_process_that_stopped_goes_to_a_retry(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        stopped = _Slot(sessions, "someone", "key")
        assert await stopped.claim() is None
        assert await _Slot(sessions, "someone", "key").claim() is not None
        async with write(sessions) as session:
            aged = update(IdempotentAnswer).values(created_at=now() - CLAIMED_FOR - timedelta(seconds=1))
            await session.execute(aged)
        retries = [_Slot(sessions, "someone", "key") for _ in range(AT_ONCE)]
        known = [await retry.claim() for retry in retries]
        assert [answer is None for answer in known].count(True) == 1
        await stopped.keep("digest", 201, "text/plain", b"too late")
        await stopped.release()
        async with sessions() as session:
            (answer,) = await session.scalars(select(IdempotentAnswer))
            assert answer.status is None

    on_database(claim)


@pytest.mark.parametrize("is_alone", [True, False])
def test_start_leaves_the_claims_of_other_processes(on_database: OnDatabase, tmp_path, is_alone: bool):
    async def claim(sessions: SessionFactory) -> None:
        other = LocalStore(tmp_path / "uploads")
        assert await _Slot(sessions, "someone", "key").claim() is None
        if is_alone:
            other.close()
        store = LocalStore(tmp_path / "uploads")
        await tidy(sessions, store)
        store.close()
        known = await _Slot(sessions, "someone", "key").claim()
        assert (known is None) == is_alone

    on_database(claim)


def test_equal_imports_are_one_job(on_database: OnDatabase):
    async def claim(sessions: SessionFactory) -> None:
        fetcher = Fetcher(Guard([]), 1)
        owner = await somebody(sessions)
        for number in range(ROUNDS):
            page = f"https://shop.example/{number}"
            tries = (enqueue_import(sessions, fetcher, owner, page) for _ in range(AT_ONCE))
            jobs = await asyncio.gather(*tries)
            assert len({job.id for job in jobs}) == 1

    on_database(claim)


def test_a_job_for_one_subject_is_added_once(on_database: OnDatabase):
    async def add(sessions: SessionFactory, owner: UUID) -> UUID | None:
        async with write(sessions) as session:
            return await add_job(session, owner, "re-embedding", "version")

    async def claim(sessions: SessionFactory) -> None:
        owner = await somebody(sessions)
        added = await asyncio.gather(*(add(sessions, owner) for _ in range(AT_ONCE)))
        assert len({job_id for job_id in added if job_id}) == 1
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Job)) == 1

    on_database(claim)


def test_corrections_of_different_details_are_all_kept(on_database: OnDatabase):
    changes = {"name": "hat", "brand": "b", "size": "M", "notes": "n", "warmth": "warm", "pattern": "plain"}

    async def correct(sessions: SessionFactory, owner: UUID, item: UUID, change: dict[str, str]) -> None:
        async with write(sessions) as session:
            await change_item(session, owner, item, ItemChanges(attributes=change))

    async def claim(sessions: SessionFactory) -> None:
        for _ in range(ROUNDS):
            owner = await somebody(sessions)
            item_id = await garment_of(sessions, owner)
            ended = await at_once(*(correct(sessions, owner, item_id, {name: changes[name]}) for name in changes))
            assert ended == {"done": len(changes)}
            async with sessions() as session:
                item = await session.get_one(Item, item_id)
                assert {name: item.attributes[name] for name in changes} == changes
                version = await session.scalar(select(User.wardrobe_version).where(User.id == owner))
                assert version == 1 + len(changes)

    on_database(claim)


def test_answers_about_one_outfit_at_once_are_one(on_database: OnDatabase):
    async def like(sessions: SessionFactory, owner: UUID, outfit: UUID) -> None:
        async with write(sessions) as session:
            await answer_saved(session, owner, outfit, liked=True)

    async def claim(sessions: SessionFactory) -> None:
        owner, outfit_id = await somebody(sessions), new_id()
        async with write(sessions) as session:
            session.add(Outfit(id=outfit_id, owner_id=owner, reasons=[], model_version=""))
        assert await at_once(*(like(sessions, owner, outfit_id) for _ in range(AT_ONCE))) == {"done": AT_ONCE}
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(OutfitFeedback)) == 1

    on_database(claim)
