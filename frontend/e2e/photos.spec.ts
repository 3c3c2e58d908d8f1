import { type Page } from "@playwright/test";
import { addSamples, expect, photoBytes, photos, reload, signUp, test } from "./site";

/** Opens the page of the first sample garment. */
async function openGarment(page: Page): Promise<void> {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("group", { name: "This photo" })).toBeVisible();
}

test("a garment is cut out within a drawn or typed rectangle, or not at all", async ({ page }) => {
  await openGarment(page);
  const ways = page.getByRole("group", { name: "Cut-out" });
  const stage = page.getByRole("main").locator("article img").first();
  const before = await stage.getAttribute("src");

  await ways.getByRole("button", { name: "Within a rectangle" }).click();
  const drawing = page.getByTestId("drawing");
  await expect(drawing).toBeInViewport();
  // It starts around the garment, not at a fixed place.
  await expect(page.getByLabel("Left")).not.toHaveValue("10");
  await expect.poll(async () => (await drawing.boundingBox())?.height ?? 0).toBeGreaterThan(100);
  const frame = await drawing.boundingBox();
  if (!frame) throw new Error("nothing to draw on");
  await page.mouse.move(frame.x + frame.width * 0.05, frame.y + frame.height * 0.05);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.95, frame.y + frame.height * 0.95, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByLabel("Left")).toHaveValue("5");
  await expect(page.getByLabel("Bottom")).toHaveValue("95");

  // The same with the keyboard only.
  await page.getByLabel("Left").focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByLabel("Left")).toHaveValue("6");
  await page
    .getByRole("form", { name: "Rectangle around the garment" })
    .getByRole("button", { name: "Cut out" })
    .click();
  await expect(ways.getByRole("button", { name: "Within a rectangle" })).toHaveAttribute("aria-pressed", "true");
  await expect(ways.getByRole("button", { name: "Within a rectangle" })).toBeFocused();
  expect(await stage.getAttribute("src")).not.toBe(before);

  await ways.getByRole("button", { name: "None, keep the background" }).click();
  await expect(page.getByRole("group", { name: "Picture" })).toHaveCount(0); // only the photo is left to show
  await reload(page);
  await expect(ways.getByRole("button", { name: "None, keep the background" })).toHaveAttribute("aria-pressed", "true");
  await ways.getByRole("button", { name: "Found automatically" }).click();
  await expect(page.getByRole("group", { name: "Picture" })).toBeVisible();
});

test("photos are rotated, added, made the first, replaced and deleted", async ({ page, faults }) => {
  faults.expected(/^409: POST .*\/photos$/);
  await openGarment(page);
  const tools = page.getByRole("group", { name: "This photo" });
  const own = (mark: string) => ({
    name: `${mark}.jpg`,
    mimeType: "image/jpeg",
    buffer: Buffer.concat([photoBytes(photos[2] ?? ""), Buffer.from(mark)]),
  });
  const stage = page.getByRole("main").locator("article img").first();
  const upright = await stage.getAttribute("src");
  await tools.getByRole("button", { name: "Turn right" }).click();
  await expect(stage).not.toHaveAttribute("src", upright ?? "");

  await page.getByTestId("Add a photo").setInputFiles(own("back"));
  await page.getByRole("button", { name: "Photo 2 of 2" }).click();
  await tools.getByRole("button", { name: "Show this photo first" }).click();
  await expect(page.getByRole("button", { name: "Photo 1 of 2" })).toHaveAttribute("aria-pressed", "true");
  await page.getByTestId("Replace this photo").setInputFiles(own("front"));
  await expect(page.getByRole("button", { name: "Photo 1 of 2" })).toHaveAttribute("aria-pressed", "true");
  await tools.getByRole("button", { name: "Delete this photo" }).click();
  await expect(page.getByRole("button", { name: "Photo 2 of 2" })).toHaveCount(0);
  await expect(tools.getByRole("button", { name: "Delete this photo" })).toHaveCount(0);

  // A photo of another garment.
  await page.getByTestId("Add a photo").setInputFiles(photos[4] ?? "");
  await expect(page.getByText(/This photo belongs to another garment/).first()).toBeVisible();
});
