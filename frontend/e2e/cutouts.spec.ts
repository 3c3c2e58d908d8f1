import { execFileSync } from "node:child_process";
import { accessibilityViolations, addSamples, expect, PYTHON, signUp, test, visit } from "./site";

const FORGET = `
import os, sqlite3, sys
with sqlite3.connect(os.environ["CURATOR_DATA_DIR"] + "/wardrobe.db", timeout=30) as database:
    database.execute(
        "UPDATE photos SET cutout_version = NULL, has_cutout = 0, cutout_doubts = '[]'"
        " WHERE owner_id = (SELECT id FROM users WHERE email = ?)", [sys.argv[1]])
`;

/** As if the person's photos had been uploaded before anything could be cut out of them. */
const forgetCutouts = (email: string) =>
  execFileSync(PYTHON, ["-c", FORGET, email], {
    env: { ...process.env, CURATOR_DATA_DIR: process.env.E2E_DATA_DIR },
  });

test("photos that nobody touched are cut out again, compared and used", async ({ page }) => {
  const { email } = await signUp(page);
  await addSamples(page);
  await visit(page, "/settings"); // which shows no pictures: those of the wardrobe are about to be forgotten
  forgetCutouts(email);

  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page, "/settings");
  await expect(page.getByText("A newer model can cut out 24 photos again.")).toBeVisible();
  await page.getByRole("link", { name: "Compare cut-outs" }).click();
  await page.getByRole("button", { name: "Cut out again" }).click();
  const pairs = page.getByRole("main").getByRole("listitem");
  await expect(pairs).toHaveCount(20, { timeout: 90_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await accessibilityViolations(page)).toEqual([]);
  await expect(pairs.first().getByRole("img", { name: /^New: / })).toHaveAttribute(
    "src",
    /cutout_thumb.*proposed=true/,
  );
  await expect(pairs.first().getByRole("img", { name: /^Now: / })).toHaveAttribute("src", /size=thumb/);
  // Pictures below the fold wait.
  await expect(pairs.last().getByRole("img").first()).toHaveAttribute("loading", "lazy");

  // By keyboard: the focus moves on to the next pair.
  const left = async () =>
    (await (await page.request.get("/api/v1/cutout-proposals?limit=100")).json()).proposals.length;
  expect(await left()).toBe(24);
  await pairs
    .first()
    .getByRole("button", { name: /^Use new: / })
    .focus();
  await page.keyboard.press("Enter");
  await expect.poll(left).toBe(23);
  await expect(pairs.first().getByRole("button", { name: /^Use new: / })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(left).toBe(22);

  await page.getByRole("button", { name: "Use all" }).click();
  await expect(page.getByRole("heading", { name: "Nothing to compare" })).toBeVisible({ timeout: 90_000 });
  const { items } = await (await page.request.get("/api/v1/items?limit=100")).json();
  const cutouts = items.filter((item: { images: { cutout: string | null } }) => item.images.cutout !== null);
  expect(cutouts).toHaveLength(23); // one was kept as it was
});
