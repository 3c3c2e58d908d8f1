import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import type { ItemPage } from "../src/lib/api/types";
import { freePort, PYTHON, Service, startSite } from "./processes";
import { chooseFiles, expect, photoBytes, photos, reload, signUp, test, visit } from "./site";

const COUNT = Number(process.env.E2E_BULK ?? 24);
const PATIENCE_MS = 60_000 + COUNT * 4_000;

const variant = (index: number) => ({
  name: `photo-${index}.jpg`,
  mimeType: "image/jpeg",
  buffer: Buffer.concat([photoBytes(photos[index % photos.length] ?? ""), Buffer.from(`#${index}`)]),
});

/** Waits until the page says that `done` photos are in the wardrobe. */
async function reach(page: Page, done: number): Promise<void> {
  const counted = page.getByText(new RegExp(`^\\d+ of ${COUNT} photos done`));
  const over = page.getByText("All photos are in your wardrobe.");
  const count = async () => {
    const said = await counted.or(over).textContent();
    return said?.startsWith("All") ? COUNT : Number(said?.split(" ")[0]);
  };
  await expect.poll(count, { timeout: PATIENCE_MS, intervals: [50] }).toBeGreaterThanOrEqual(done);
}

test(`${COUNT} photos at once: the service is killed twice, the page reloaded once`, async ({ browser, faults }) => {
  test.setTimeout(2 * PATIENCE_MS);
  faults.expected(/^50\d: |ERR_FAILED|ERR_ABORTED|ERR_CONNECTION/);
  const dataDir = mkdtempSync(join(tmpdir(), "curator-bulk-"));
  const service = new Service(await freePort(), dataDir);
  await service.start();
  const { address, site } = await startSite(service.port);
  const context = await browser.newContext({ baseURL: address });
  try {
    const page = await context.newPage();
    await signUp(page);
    await visit(page, "/add");
    const folder = mkdtempSync(join(tmpdir(), "curator-photos-"));
    const files = Array.from({ length: COUNT }, (_, index) => {
      const { name, buffer } = variant(index);
      writeFileSync(join(folder, name), buffer);
      return join(folder, name);
    });
    const began = Date.now();
    await chooseFiles(page, files);
    for (const share of [0.25, 0.5, 0.75]) {
      await reach(page, Math.floor(share * COUNT));
      if (share === 0.5) {
        await reload(page);
        continue;
      }
      await service.kill();
      await service.start();
    }
    await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: PATIENCE_MS });
    const minutes = (Date.now() - began) / 60_000;
    await expect(page.getByRole("region", { name: "Photos" }).getByRole("listitem")).toHaveCount(COUNT);

    const digests: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const answer = await page.request.get(`/api/v1/items?limit=100${cursor && `&cursor=${cursor}`}`);
      const { items, next_cursor } = (await answer.json()) as ItemPage;
      digests.push(...items.map((item) => item.source_sha256));
      cursor = next_cursor;
    }
    const sent = files.map((file) => createHash("sha256").update(readFileSync(file)).digest("hex"));
    expect(digests.toSorted()).toEqual(sent.toSorted());
    console.log(`${COUNT} photos, ${(COUNT / minutes).toFixed(0)} a minute, two kills and a reload included`);
    rmSync(folder, { recursive: true });
  } finally {
    await context.close();
    await service.kill();
    site.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** Drops a folder on the page, with file system entries like the browser's own. */
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

test("the photos of a dropped folder are added, and the page asks about look-alikes", async ({ page }) => {
  await signUp(page);
  await visit(page, "/wardrobe");
  await dropFolder(page);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });
  const questions = page.getByRole("region", { name: "Possible duplicates" });
  await expect(questions.getByRole("listitem")).toHaveCount(1);
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/v1/near-duplicates"));
  await questions.getByRole("button", { name: "Same garment: merge the photos" }).click();
  await expect(questions).toHaveCount(0);
  expect((await answered).status()).toBe(200); // the page shows the answer before the service has it
  await visit(page, "/wardrobe");
  await expect(page.getByText("1 garment", { exact: true })).toBeVisible();
});

test("a ZIP of photos is imported, and the page names files that are not photos", async ({ page }, testInfo) => {
  const archive = testInfo.outputPath("clothes.zip");
  const [first = "", second = ""] = photos;
  const pack = [
    "import sys, zipfile",
    "archive = zipfile.ZipFile(sys.argv[1], 'w')",
    "for path in sys.argv[2:]: archive.write(path, 'in/' + path.split('/')[-1])",
    "archive.writestr('notes.txt', 'no photo')",
    "archive.close()",
  ].join("\n");
  execFileSync(PYTHON, ["-c", pack, archive, first, second]);
  await signUp(page);
  await visit(page, "/add");
  await chooseFiles(page, archive);
  await expect(page.getByText("The ZIP is imported: 3 files read.")).toBeVisible({ timeout: 60_000 });
  await page.getByText("1 photo was not added").click();
  await expect(page.getByText("notes.txt: This file is")).toBeVisible();
  await visit(page, "/wardrobe");
  await expect(page.getByText("2 garments", { exact: true })).toBeVisible();
});
