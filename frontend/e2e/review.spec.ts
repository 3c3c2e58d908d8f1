import { type Page } from "@playwright/test";
import { accessibilityViolations, chooseFiles, expect, photoBytes, photos, signUp, test, visit } from "./site";

/** The middle of a photo, where the garment reaches every edge. */
async function closeUp(page: Page, path: string): Promise<Buffer> {
  const base64 = await page.evaluate(async (photo) => {
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const [width, height] = [image.width * 0.4, image.height * 0.4];
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d")?.drawImage(image, -image.width * 0.3, -image.height * 0.3);
    return canvas.toDataURL("image/jpeg", 0.92).split(",")[1] ?? "";
  }, photoBytes(path).toString("base64"));
  return Buffer.from(base64, "base64");
}

test("a doubtful cut-out is kept, replaced by the photo, or repaired", async ({ page }) => {
  await signUp(page);
  await visit(page, "/add");
  const path = photos.find((each) => each.endsWith("jeans-blue.jpg")) ?? "";
  await chooseFiles(page, { name: "close.jpg", mimeType: "image/jpeg", buffer: await closeUp(page, path) });
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });

  await visit(page, "/review");
  const picture = page.getByRole("main").locator("article img").first();
  await expect(page.getByRole("heading", { name: "Is it cut out well?" })).toBeVisible();
  await expect(page.getByText("The cut-out reaches three edges of the photo.")).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);
  const ways = page.getByRole("group", { name: "Show" });
  await expect(ways.getByRole("button", { name: "Cut-out" })).toHaveAttribute("aria-pressed", "true");
  await ways.getByRole("button", { name: "Photo with background" }).click();
  await expect(ways.getByRole("button", { name: "Photo with background" })).toHaveAttribute("aria-pressed", "true");
  await expect(picture).toHaveAttribute("src", /size=display/);
  await ways.getByRole("button", { name: "Cut-out" }).click();
  await expect(picture).toHaveAttribute("src", /size=cutout/);

  // The arrows, which elsewhere skip and go back, move the brush here.
  await ways.getByRole("button", { name: "Repair" }).click();
  const canvas = page.getByRole("application", { name: "Picture to paint on" });
  await canvas.focus();
  await page.keyboard.press("r");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "What is this?" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Is it cut out well?" })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "All checked" })).toBeVisible();
});

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
