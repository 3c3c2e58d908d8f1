import { type Page } from "@playwright/test";
import { chooseFiles, expect, photoBytes, photos, reload, signUp, test, visit } from "./site";

const COUNT = 24;

const variant = (index: number) => ({
  name: `photo-${index}.jpg`,
  mimeType: "image/jpeg",
  buffer: Buffer.concat([photoBytes(photos[index % photos.length] ?? ""), Buffer.from(`#${index}`)]),
});

test(`${COUNT} photos go on by themselves after the page was reloaded`, async ({ page, faults }) => {
  faults.expected(/ERR_FAILED|ERR_ABORTED/);
  await signUp(page);
  await visit(page, "/add");
  await chooseFiles(page, Array.from({ length: COUNT }, (_, index) => variant(index)));
  await expect(page.getByText(new RegExp(`^[2-9] of ${COUNT} photos done`))).toBeVisible({ timeout: 60_000 });
  await reload(page);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 100_000 });
  await expect(page.getByRole("region", { name: "Photos" }).getByRole("listitem")).toHaveCount(COUNT);
  await page.getByRole("button", { name: "Clear finished" }).click();
  await visit(page, "/wardrobe");
  await expect(page.getByText(`${COUNT} garments`, { exact: true })).toBeVisible();
});

/** Drops a folder made in the browser's own file system, as a person would from theirs. */
async function dropFolder(page: Page): Promise<void> {
  const bytes = [...photoBytes(photos[0] ?? "")];
  await page.evaluate((content) => {
    const file = (name: string, body: BlobPart[], type = ""): FileSystemFileEntry =>
      ({ isFile: true, name, file: (take: FileCallback) => take(new File(body, name, { type })) }) as never;
    const folder = (name: string, entries: FileSystemEntry[]): FileSystemDirectoryEntry =>
      ({
        isDirectory: true,
        name,
        createReader: () => {
          const rest = [...entries];
          return { readEntries: (take: FileSystemEntriesCallback) => take(rest.splice(0, 1)) };
        },
      }) as never;
    const photo = (name: string, mark: string) => file(name, [new Uint8Array(content), mark], "image/jpeg");
    const dropped = folder("clothes", [
      photo("one.jpg", "1"),
      folder("summer", [photo("two.jpg", "2"), file("notes.txt", ["no photo"])]),
      file(".DS_Store", ["hidden"]),
    ]);
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "clothes"));
    const event = new DragEvent("drop", { dataTransfer: transfer });
    Object.defineProperty(event, "dataTransfer", {
      value: { types: ["Files"], files: transfer.files, items: [{ webkitGetAsEntry: () => dropped }] },
    });
    window.dispatchEvent(event);
  }, bytes);
}

test("of a dropped folder the photos go in; what looks like another is asked about", async ({ page }) => {
  await signUp(page);
  await visit(page, "/wardrobe");
  await dropFolder(page);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });
  const questions = page.getByRole("region", { name: "Look alike" });
  await expect(questions.getByRole("listitem")).toHaveCount(1);
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/v1/near-duplicates"));
  await questions.getByRole("button", { name: "The same garment: join the photos" }).click();
  await expect(questions).toHaveCount(0);
  expect((await answered).status()).toBe(200); // the page shows it before the service has it
  await visit(page, "/wardrobe");
  await expect(page.getByText("1 garment", { exact: true })).toBeVisible();
});
