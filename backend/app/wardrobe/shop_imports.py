"""Drafts from shop pages: one job per address."""

import asyncio
import io
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import update

from app.accounts.limits import LimitReached, check_room
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import Job
from app.db.types import now
from app.jobs import JobFailed, Run, add_job, find_unfinished
from app.outside.fetching import Fetched, Fetcher, FetchFailed
from app.outside.product_page.apart import read_product, render
from app.outside.product_page.product import Product
from app.vision.formats import sniff_format
from app.vision.images import ImageRefused, read_picture
from app.wardrobe.attributes import LONGEST_SHORT_TEXT, Attributes, Price
from app.wardrobe.intake import Draft, Intake, IntakeResult, take_photo

SHOP_IMPORT: Final = "shop-import"
MAX_PAGE_BYTES: Final = 8 * 1024 * 1024
MAX_PICTURES_FETCHED: Final = 6
PICTURES_S: Final = 60.0
# The first picture this large is used; if there is none, the largest fetched.
LARGE_SIDE_PX: Final = 500
STEPS: Final = 3  # the page is read, a picture is fetched, the draft is made


async def enqueue_import(sessions: SessionFactory, fetcher: Fetcher, owner_id: UUID, url: str) -> Job:
    """The job that reads the page at `url`; an unfinished job for the same page is reused. Wake `Jobs` afterwards.

    Raises: AddressRefused, TooManyJobs.
    """
    address = fetcher.check(url)
    async with write(sessions) as session:
        await lock_owner(session, owner_id)
        waiting = await find_unfinished(session, owner_id, SHOP_IMPORT)
        for job in waiting:
            if job.subject == address:
                return job
        await check_room(session, owner_id, jobs=1)
        job_id = await add_job(session, owner_id, SHOP_IMPORT, address)
        return await session.get_one(Job, job_id)


@dataclass(frozen=True)
class ShopImports:
    """Does jobs of kind `SHOP_IMPORT`; their subject is the page's address."""

    intake: Intake
    fetcher: Fetcher
    max_picture_bytes: int
    chromium: str = ""
    chromedriver: str = ""

    def work(self, run: Run) -> None:
        run.step(self.import_page, run)

    async def import_page(self, run: Run) -> None:
        """The whole import. It is safe to repeat after a crash: the same picture finds the draft that it made.

        Raises: JobFailed, and the exceptions of `take_photo`.
        """
        try:
            page = await self.fetcher.fetch(run.subject, MAX_PAGE_BYTES, "text/html,*/*;q=0.8")
            product = Product() if _is_picture(page) else await self._read(page)
        except FetchFailed as error:
            raise JobFailed(str(error)) from error
        await self._note(run, 1)
        picture = page if _is_picture(page) else await self._best_picture(run, product)
        await self._note(run, 2)
        try:
            taken = await take_photo(
                self.intake,
                run.owner_id,
                io.BytesIO(picture.content),
                urlsplit(picture.url).path.rpartition("/")[2] or "picture",
                draft=Draft(attributes_of(product), run.subject),
            )
        except LimitReached as error:
            raise JobFailed(str(error)) from error
        await self._conclude(run, taken)

    async def _read(self, page: Fetched) -> Product:
        """Raises: FetchFailed, JobFailed if the page shows no product."""
        product = await read_product(page)
        if not product.is_enough:
            rendered = await render(page.url, self.fetcher.guard, self.chromium, self.chromedriver)
            product = (await read_product(rendered)).or_else(product)
        if not product.is_enough:
            raise JobFailed(
                "There is no product with a picture on this page. Give the address of the product's own page."
            )
        return product

    async def _best_picture(self, run: Run, product: Product) -> Fetched:
        """The first large picture that intake accepts, otherwise the largest. Raises: JobFailed."""
        best, best_px, refusal = None, 0, ""
        try:
            async with asyncio.timeout(PICTURES_S):
                for url in product.pictures[:MAX_PICTURES_FETCHED]:
                    try:
                        fetched = await self.fetcher.fetch(url, self.max_picture_bytes, "image/*")
                        picture = await self.intake.workers.run_for(run.owner_id, read_picture, fetched.content)
                    except (FetchFailed, ImageRefused) as error:
                        refusal = refusal or str(error)
                        continue
                    side_px = min(picture.width_px, picture.height_px)
                    if side_px > best_px:
                        best, best_px = fetched, side_px
                    if side_px >= LARGE_SIDE_PX:
                        break
        except TimeoutError:
            refusal = refusal or "They take too long to load."
        if best is None:
            raise JobFailed(f"The product was found, but none of its pictures could be used. {refusal}")
        return best

    async def _note(self, run: Run, done: int) -> None:
        """Note real progress only: a page that crashes the process each time must not seem to advance."""
        async with write(self.intake.sessions) as session:
            further = Job.id == run.job_id, Job.done < done
            await session.execute(
                update(Job).where(*further).values(done=done, total=STEPS, starts=0, updated_at=now())
            )

    async def _conclude(self, run: Run, taken: IntakeResult) -> None:
        async with write(self.intake.sessions) as session:
            job = await session.get(Job, run.job_id)
            if job is not None:
                job.done = job.total = STEPS
                job.result = {"item_id": str(taken.item.id), "draft": taken.item.draft}
                if not taken.item.draft:
                    job.detail = "This garment is in your wardrobe already."


def attributes_of(product: Product) -> Attributes:
    texts = {name: getattr(product, name)[:LONGEST_SHORT_TEXT] or None for name in ("name", "brand", "color", "size")}
    price = Price(**vars(product.price)) if product.price else None
    return Attributes.model_validate({**texts, "price": price})


def _is_picture(page: Fetched) -> bool:
    """Whether the address is that of the picture itself."""
    try:
        sniff_format(page.content)
    except ImageRefused:
        return False
    return True
