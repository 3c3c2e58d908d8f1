import { addSamples, expect, fillWardrobe, signUp, test, visit } from "./site";

const COUNT = 2000;

test(`${COUNT} garments: all are counted, few are rendered, and scrolling reaches the last`, async ({ page }) => {
  const person = await signUp(page);
  await addSamples(page);
  fillWardrobe(person.email, COUNT);
  await visit(page, "/wardrobe");
  await expect(page.getByText("2,000 garments", { exact: true })).toBeVisible({ timeout: 60_000 });
  const tiles = page.getByRole("main").getByRole("listitem");
  expect(await tiles.count()).toBeLessThan(80);

  const shifts = await page.evaluate(async () => {
    let shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifted += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift" });
    const frame = () => new Promise(requestAnimationFrame);
    for (let y = 0; y < document.body.scrollHeight; y += 3000) {
      window.scrollTo(0, y);
      await frame();
      await frame();
    }
    window.scrollTo(0, document.body.scrollHeight);
    await frame();
    return shifted;
  });
  expect(shifts).toBeLessThan(0.1);
  await expect(page.locator(`[aria-posinset="${COUNT}"]`)).toBeVisible();
  expect(await tiles.count()).toBeLessThan(80);
});

test("many garments are edited, deleted and restored together", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("button", { name: "Select", exact: true }).click();
  const boxes = page.getByRole("checkbox");
  for (const index of [0, 1, 2]) await boxes.nth(index).check();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Summer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("3 garments changed")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("21 garments", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("24 garments", { exact: true })).toBeVisible();
  await visit(page, "/wardrobe?season=summer");
  await expect(page.getByText("3 of 24 garments")).toBeVisible();
});
