import type { Page } from "@playwright/test";
import { chooseFiles, expect, fillWardrobe, photoBytes, photos, reload, signUp, test, visit } from "./site";

type Requests = { method: string; path: RegExp };

/** Lets requests reach the service, and holds its answers back from the page until released. */
async function holdAnswers(page: Page, { method, path }: Requests) {
  let answered = 0;
  let release = () => undefined as void;
  const free = new Promise<void>((resolve) => (release = resolve));
  await page.route(path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    const response = await route.fetch();
    answered++;
    await free;
    await route.fulfill({ response }).catch(() => null); // the page may have aborted the request
  });
  return { answered: () => expect.poll(() => answered).toBeGreaterThan(0), release: () => release() };
}

/** Returns a function that says whether the page has shown a text since. */
async function watchFor(page: Page, text: string): Promise<() => Promise<boolean>> {
  await page.evaluate((text) => {
    const look = () => {
      if (document.body.innerText.includes(text)) document.body.dataset.seen = text;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, text);
  return () => page.evaluate((text) => document.body.dataset.seen === text, text);
}

async function addPhotos(page: Page, files: Parameters<typeof chooseFiles>[1]): Promise<void> {
  await visit(page, "/add");
  await chooseFiles(page, files);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });
}

async function openWardrobeOfThree(page: Page): Promise<void> {
  await signUp(page);
  await addPhotos(page, photos.slice(0, 3));
  await visit(page, "/wardrobe");
}

async function openFirstGarment(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Goes well with" })).toBeVisible();
}

test("the wardrobe, when fetched during a deletion, does not show the deleted garment", async ({ page }) => {
  await openWardrobeOfThree(page);
  await openFirstGarment(page);
  await reload(page); // this page has not loaded the wardrobe, and does so after the deletion
  await page.route(/\/v1\/items\/[^/?]+$/, async (route) => {
    if (route.request().method() !== "DELETE") return route.fallback();
    await page.waitForURL(/\/wardrobe$/);
    await page.waitForTimeout(1500); // enough for the page to fetch the wardrobe too early
    await route.continue();
  });
  const cameBack = await watchFor(page, "3 garments");
  await page.getByRole("button", { name: "Delete garment" }).click();
  await expect(page.getByText("2 garments")).toBeVisible({ timeout: 15_000 });
  expect(await cameBack()).toBe(false);
});

test("a page of the wardrobe that was in flight does not bring back a deleted garment", async ({ page }) => {
  const person = await signUp(page);
  await addPhotos(page, photos[0] ?? "");
  fillWardrobe(person.email, 60);
  const secondPage = await holdAnswers(page, { method: "GET", path: /\/v1\/items\?.*cursor=/ });
  await visit(page, "/wardrobe");
  await secondPage.answered();
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("checkbox").first().check();
  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const cameBack = await watchFor(page, "60 garments");
  await deleted;
  secondPage.release();
  await expect(page.getByText("59 garments")).toBeVisible({ timeout: 15_000 });
  expect(await cameBack()).toBe(false);
});

test("the answer to an earlier change does not bring back a deleted garment", async ({ page }) => {
  await openWardrobeOfThree(page);
  await openFirstGarment(page);
  const change = await holdAnswers(page, { method: "PATCH", path: /\/v1\/items\// });
  await page.getByLabel("Something else").selectOption({ label: "scarf" });
  await change.answered();
  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Delete garment" }).click();
  await expect(page.getByText("2 garments")).toBeVisible();
  const cameBack = await watchFor(page, "3 garments");
  change.release();
  await deleted;
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  expect(await cameBack()).toBe(false);
});

test("going back does not bring back a deleted garment, even if the server's clock is ahead", async ({ page }) => {
  await page.clock.setSystemTime(Date.now() - 10 * 60_000); // the server's answers appear to be from the future
  await openWardrobeOfThree(page);
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("2 garments")).toBeVisible();
  await openFirstGarment(page);
  await page.goBack();
  await expect(page.getByText("2 garments")).toBeVisible();
  await page.waitForTimeout(1000); // enough for old answers to appear
  await expect(page.getByText("2 garments")).toBeVisible();
});

test("the page asks about look-alikes even if its first answer predates the upload", async ({ page }) => {
  await signUp(page);
  const early = await holdAnswers(page, { method: "GET", path: /\/v1\/near-duplicates/ });
  await visit(page, "/add");
  await early.answered();
  const twin = (name: string) => ({
    name,
    mimeType: "image/jpeg",
    buffer: Buffer.concat([photoBytes(photos[0] ?? ""), Buffer.from(name)]),
  });
  await chooseFiles(page, [twin("one.jpg"), twin("two.jpg")]);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });
  early.release();
  await expect(page.getByRole("region", { name: "Possible duplicates" }).getByRole("listitem")).toHaveCount(1, {
    timeout: 15_000,
  });
});
