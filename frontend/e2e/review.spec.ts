import { chooseFiles, expect, photos, signUp, test, visit } from "./site";

test("the review queue is completed by keyboard only", async ({ page }) => {
  await signUp(page);
  await visit(page, "/add");
  await chooseFiles(page, photos);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });
  const answer = await page.request.get("/api/v1/items?needs_review=true&limit=100");
  const waiting = ((await answer.json()) as { items: unknown[] }).items.length;
  expect(waiting).toBeGreaterThan(1);

  await visit(page, "/review");
  await expect(page.getByText(`1 of ${waiting}`)).toBeVisible();
  await page.keyboard.press("2");
  await expect(page.getByText(`2 of ${waiting}`)).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(`1 of ${waiting}`)).toBeVisible();
  for (let at = 1; at <= waiting; at++) {
    await expect(page.getByText(`${at} of ${waiting}`)).toBeVisible();
    await page.keyboard.press("Enter");
  }
  await expect(page.getByRole("heading", { name: "All checked" })).toBeVisible();
  await expect(page.getByText("There is nothing left to check.")).toBeVisible();
});
