import { type Page } from "@playwright/test";
import {
  addSamples,
  accessibilityViolations,
  chooseFiles,
  expect,
  photoBytes,
  photos,
  signUp,
  test,
  visit,
} from "./site";

const WIDTHS = [360, 1280];
const NARROWEST = 320; // also the width of 1280 at a zoom of 400 %
const SCHEMES = ["light", "dark"] as const;
const OPEN_PAGES = ["/", "/sign-in", "/sign-up"];
const PAGES = [
  "/wardrobe",
  "/add",
  "/review",
  "/outfits",
  "/outfits/saved",
  "/outfits/disliked",
  "/face",
  "/settings",
  "/cutouts",
  "/admin",
];

/** A copy of a sample photo with different bytes. */
const alikePhotos = () => [
  { name: "again.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([photoBytes(photos[0] ?? ""), Buffer.from("#")]) },
];

async function check(page: Page, path: string): Promise<void> {
  for (const width of WIDTHS)
    for (const colorScheme of SCHEMES) {
      // The short form checks each page narrow and dark, and wide and light.
      if (!process.env.E2E_LONG && (width === 360) !== (colorScheme === "dark")) continue;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await accessibilityViolations(page), `${path} at ${width} px, ${colorScheme}`).toEqual([]);
      await checkWidth(page, path);
    }
  await page.setViewportSize({ width: NARROWEST, height: 800 });
  await checkWidth(page, path);
}

async function checkWidth(page: Page, path: string): Promise<void> {
  const { over, width } = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - window.innerWidth,
    width: window.innerWidth,
  }));
  expect.soft(over, `${path} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
}

test("axe finds no violations on any page", async ({ page }) => {
  test.setTimeout(240_000);
  for (const path of OPEN_PAGES) {
    await visit(page, path);
    await check(page, path);
  }
  await signUp(page);
  await check(page, "an empty wardrobe");
  await addSamples(page);
  for (const path of PAGES) {
    await visit(page, path);
    await page.waitForLoadState("networkidle");
    await check(page, path);
  }
  await visit(page, "/wardrobe");
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Goes well with" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await check(page, "a garment");
  await page.getByRole("group", { name: "Cut-out" }).getByRole("button", { name: "Within a rectangle" }).click();
  await expect(page.getByTestId("drawing")).toBeVisible();
  await check(page, "drawing a rectangle");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("group", { name: "Cut-out" }).getByRole("button", { name: "Painted by hand" }).click();
  await expect(page.getByRole("application")).toBeVisible();
  await check(page, "painting a cut-out");
  await visit(page, "/add");
  await chooseFiles(page, alikePhotos());
  await expect(page.getByRole("region", { name: "Possible duplicates" }).getByRole("listitem").first()).toBeVisible();
  await check(page, "photos that look alike");
  await visit(page, "/wardrobe");
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Edit" }).click();
  await check(page, "editing several");
});
