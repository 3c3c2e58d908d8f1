import { chooseFiles, expect, photoBytes, photos, signUp, test, visit } from "./site";

/** A photo that the service does not know: the same picture with extra bytes at its end. */
function variant(index: number): { name: string; mimeType: string; buffer: Buffer } {
  const path = photos[index % photos.length] ?? "";
  return {
    name: `photo-${index}.jpg`,
    mimeType: "image/jpeg",
    buffer: Buffer.concat([photoBytes(path), Buffer.from(`#${index}`)]),
  };
}

const COUNT = 60;

test(`${COUNT} photos are uploaded despite a broken one and a lost connection`, async ({ page, context, faults }) => {
  test.setTimeout(240_000);
  faults.expected(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  faults.expected(/^415: POST /);
  await signUp(page);
  await visit(page, "/add");
  const broken = { name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("this is no picture") };
  await chooseFiles(page, [variant(0), broken, ...Array.from({ length: COUNT - 2 }, (_, index) => variant(index + 1))]);
  await expect(page.getByText(/^[1-9]\d* of/)).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  await expect(page.getByText(/^Will try again/).first()).toBeVisible();
  await context.setOffline(false);

  await expect(page.getByText(`${COUNT - 1} of ${COUNT} photos done`)).toBeVisible({ timeout: 150_000 });
  const refused = page.getByRole("listitem").filter({ hasText: "broken.jpg" });
  await expect(refused).toContainText("Not added:");
  await expect(refused.getByRole("button", { name: "Try broken.jpg again" })).toBeVisible();
  await visit(page, "/wardrobe");
  await expect(page.getByText(`${COUNT - 1} garments`)).toBeVisible();
});

test("a photo pasted on any page is added", async ({ page }) => {
  await signUp(page);
  const bytes = [...photoBytes(photos[0] ?? "")];
  await page.evaluate((content) => {
    const clipboard = new DataTransfer();
    clipboard.items.add(new File([new Uint8Array(content)], "pasted.jpg", { type: "image/jpeg" }));
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard }));
  }, bytes);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 30_000 });
});

test("the same photo twice is one garment", async ({ page }) => {
  await signUp(page);
  await visit(page, "/add");
  const twice = [photos[1] ?? "", photos[1] ?? ""];
  await chooseFiles(page, twice[0] ?? "");
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 30_000 });
  await chooseFiles(page, twice[1] ?? "");
  await expect(page.getByText("Already in your wardrobe")).toBeVisible();
});
