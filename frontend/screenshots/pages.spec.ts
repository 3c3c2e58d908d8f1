import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { addSamples, chooseFiles, photos, printedLink, reload, signUp, visit } from "../e2e/site";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PYTHON = process.env.PYTHON ?? here("../../.venv/bin/python");
const portrait = here("../../backend/tests/portraits/collins.jpg");
const raw = mkdtempSync(join(tmpdir(), "curator-screenshots-"));

const SIZES = [
  { width: 1280, height: 860 },
  { width: 360, height: 740 },
];

/** All pages in the order a person visits them, from the printed link to a first outfit. */
test("screenshots", async ({ page, browser }) => {
  await visit(page, "/");
  await settle(page);
  await shoot(page, "start");
  await visit(page, "/sign-up");
  await shoot(page, "sign-up");
  await visit(page, "/sign-in");
  await shoot(page, "sign-in");
  await visit(page, printedLink());
  await expect(page.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
  await shoot(page, "empty");
  await animate(await (await browser.newContext()).newPage());
  await addSamples(page);
  await reload(page);
  await settle(page);
  await shoot(page, "wardrobe");
  await cut(page, "ul[class*=grid]", "wardrobe", { width: 640, height: 560 });
  await page.getByRole("button", { name: /^Jackets and coats/ }).click();
  await page
    .getByRole("listitem")
    .getByRole("link", { name: /jacket or coat/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Why these" })).toBeVisible();
  await settle(page);
  await shoot(page, "garment");
  for (const name of ["outfits", "add", "review", "settings", "admin"]) {
    await visit(page, `/${name}`);
    await settle(page);
    await shoot(page, name);
  }
  await visit(page, "/outfits");
  await page.getByRole("article").first().getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Saved" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await settle(page);
  await shoot(page, "saved");
  await visit(page, "/face");
  await page.getByTestId("portrait").setInputFiles(portrait);
  await expect(page.getByTestId("drawn").locator("line")).toHaveCount(4);
  await shoot(page, "face");
  await page.setViewportSize({ width: 1280, height: 860 });
  await visit(page, "/outfits");
  for (const index of [0, 1]) {
    const saving = page.waitForEvent("download");
    await page.getByRole("article").nth(index).getByRole("button", { name: "Download picture" }).click();
    await (await saving).saveAs(join(raw, `outfit-${index + 1}.welcome.png`));
  }
  mkdirSync(here("../../docs/pictures"), { recursive: true });
  mkdirSync(here("../public/welcome"), { recursive: true });
  execFileSync(PYTHON, [here("shrink.py"), raw, here("../../docs/pictures"), here("../public/welcome")]);
});

async function shoot(page: Page, name: string): Promise<void> {
  for (const size of SIZES)
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(300);
      const dark = colorScheme === "dark" ? "-dark" : "";
      await page.screenshot({ path: join(raw, `${name}-${size.width}${dark}.png`) });
    }
  await page.setViewportSize(SIZES[0] ?? { width: 1280, height: 860 });
  await page.emulateMedia({ colorScheme: "light" });
}

async function cut(page: Page, selector: string, name: string, size: { width: number; height: number }) {
  await page.setViewportSize({ width: 700, height: 1200 });
  await settle(page);
  const box = await page.locator(selector).first().boundingBox();
  if (box) await page.screenshot({ path: join(raw, `${name}.welcome.png`), clip: { x: box.x, y: box.y, ...size } });
  await page.setViewportSize({ width: 1280, height: 860 });
}

/** Frames of a short animation, from a few photos to an outfit. */
async function animate(page: Page): Promise<void> {
  let frame = 0;
  const take = () => page.screenshot({ path: join(raw, `frame-${String(frame++).padStart(3, "0")}.png`) });
  await page.setViewportSize({ width: 360, height: 640 });
  await signUp(page);
  await visit(page, "/add");
  await take();
  await chooseFiles(page, photos);
  const done = page.getByText("All photos are in your wardrobe.");
  while (!(await done.isVisible())) {
    await take();
    await page.waitForTimeout(700);
  }
  await take();
  await page.getByRole("link", { name: "See your wardrobe" }).click();
  await settle(page);
  await take();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Outfits" }).click();
  await settle(page);
  await page.getByRole("article").first().scrollIntoViewIfNeeded();
  await take();
  await page.mouse.wheel(0, 300);
  await page.waitForTimeout(300);
  await take();
  await page.context().close();
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
}
