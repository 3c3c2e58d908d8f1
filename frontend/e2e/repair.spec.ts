import { type Browser, type Locator, type Page } from "@playwright/test";
import { addSamples, accessibilityViolations, expect, reload, signUp, test } from "./site";

type Spot = [across: number, down: number];

/** Opens the brush on the first sample garment. */
async function openBrush(page: Page): Promise<Locator> {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByRole("group", { name: "Cut-out" }).getByRole("button", { name: "Painted by hand" }).click();
  const canvas = page.getByRole("application", { name: "Picture to paint on" });
  await expect(canvas).toBeInViewport({ ratio: 0.6 });
  await expect.poll(() => canvas.evaluate((each: HTMLCanvasElement) => each.width)).toBeGreaterThan(100);
  return canvas;
}

async function pixel(canvas: Locator, [across, down]: Spot): Promise<Spot> {
  const box = await canvas.boundingBox();
  if (!box) throw new Error("no canvas");
  return [box.x + box.width * across, box.y + box.height * down];
}

/** The share of white in the stored mask, which is as large as the photo is shown. */
async function storedMask(page: Page): Promise<{ white: number; corner: boolean; middle: boolean }> {
  const id = page.url().split("/").at(-1);
  const item = await (await page.request.get(`/api/v1/items/${id}`)).json();
  const { mask, width, height } = item.photos[0].images;
  return page.evaluate(
    async ({ address, size }) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      if (image.width !== size[0] || image.height !== size[1]) throw new Error("the mask has another size");
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const isWhite = (x: number, y: number) => data[(Math.floor(y) * image.width + Math.floor(x)) * 4] === 255;
      let white = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] === 255) white++;
      return {
        white: white / (image.width * image.height),
        corner: isWhite(image.width * 0.06, image.height * 0.06),
        middle: isWhite(image.width * 0.5, image.height * 0.5),
      };
    },
    { address: `/api${mask}`, size: [width, height] },
  );
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const chosen = page.getByRole("group", { name: "Cut-out" }).getByRole("button", { name: "Painted by hand" });
  await expect(chosen).toHaveAttribute("aria-pressed", "true");
  await expect(chosen).toBeFocused();
}

const stage = (page: Page) => page.getByRole("main").locator("article img").first();

test("a cut-out is repaired with the mouse, and the repair stays", async ({ page }) => {
  const canvas = await openBrush(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await accessibilityViolations(page)).toEqual([]);
  }
  const before = await storedMask(page);
  expect(before.corner).toBe(false);
  const saveButton = page.getByRole("button", { name: "Save", exact: true });
  await expect(saveButton).toHaveAttribute("aria-disabled", "true");

  // Keep the upper left corner.
  await page.mouse.move(...(await pixel(canvas, [0.03, 0.06])));
  await page.mouse.down();
  await page.mouse.move(...(await pixel(canvas, [0.12, 0.06])), { steps: 8 });
  await page.mouse.up();
  // A second stroke takes the middle away, and is undone, redone and undone again.
  await page.getByRole("button", { name: "Remove" }).click();
  await page.mouse.click(...(await pixel(canvas, [0.5, 0.5])));
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();

  // Unsaved strokes are asked about: the page stays where the answer is no.
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.message());
    await dialog.dismiss();
  });
  await page.getByRole("link", { name: "Outfits with this" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(asked).toHaveLength(2);
  await expect(canvas).toBeVisible();

  await save(page);
  const after = await storedMask(page);
  expect(after.corner).toBe(true);
  expect(after.middle).toBe(before.middle);
  expect(after.white).toBeGreaterThan(before.white);
  expect(after.white).toBeLessThan(before.white + 0.05);
  const painted = await stage(page).getAttribute("src");
  await reload(page);
  await expect(stage(page)).toHaveAttribute("src", painted ?? "");
  expect(await storedMask(page)).toEqual(after);
});

test("a cut-out is repaired by keyboard alone", async ({ page }) => {
  const canvas = await openBrush(page);
  const before = await storedMask(page);
  const shown = page.getByRole("application");
  await canvas.focus();
  const brushSize = page.getByLabel("Brush size");
  await page.keyboard.press("+");
  await expect(brushSize).toHaveValue("36");
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: "Remove" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Space");
  await expect(page.getByText("Cut away: 50 % across, 50 % down")).toBeAttached();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("k");
  for (let step = 0; step < 30; step++) await page.keyboard.press("Shift+ArrowLeft");
  for (let step = 0; step < 30; step++) await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByText(/0 % across, 0 % down/)).toBeAttached();
  // A line to the right and down, while Space is held.
  await page.keyboard.down("Space");
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.up("Space");
  await expect(shown).toBeFocused();
  await save(page);
  const after = await storedMask(page);
  expect(after.corner).toBe(true);
  expect(after.middle).toBe(before.middle);
});

test("a cut-out is repaired with a finger on a phone", async ({ browser }) => {
  const page = await phone(browser);
  const canvas = await openBrush(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expect(canvas).toBeInViewport({ ratio: 0.9 });

  // Two fingers zoom and draw nothing.
  const undo = page.getByRole("button", { name: "Undo" });
  const touch = await page.context().newCDPSession(page);
  const at = async (...spots: Spot[]) =>
    Promise.all(
      spots.map(async (spot, id) => {
        const [x, y] = await pixel(canvas, spot);
        return { x, y, id };
      }),
    );
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number; id: number }[]) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints });
  await canvas.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await send("touchStart", await at([0.4, 0.5]));
  await send("touchStart", await at([0.4, 0.5], [0.6, 0.5]));
  await send("touchMove", await at([0.3, 0.5], [0.7, 0.5]));
  await send("touchMove", await at([0.2, 0.5], [0.8, 0.5]));
  await send("touchEnd", []);
  await expect(page.getByText(/^(29[5-9]|30[0-5]) %$/)).toBeVisible();
  await expect(undo).toHaveAttribute("aria-disabled", "true");
  for (let step = 0; step < 3; step++) await page.getByRole("button", { name: "Zoom out" }).tap();
  await expect(page.getByText("100 %", { exact: true })).toBeVisible();

  // One finger paints.
  await canvas.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await send("touchStart", await at([0.03, 0.06]));
  await send("touchMove", await at([0.07, 0.06]));
  await send("touchMove", await at([0.12, 0.06]));
  await send("touchEnd", []);
  await expect(undo).not.toHaveAttribute("aria-disabled", "true");
  await save(page);
  expect((await storedMask(page)).corner).toBe(true);
  await page.context().close();
});

async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  return context.newPage();
}
