import { readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addSamples, expect, signUp, test, visit } from "./site";

const COLLINS = fileURLToPath(new URL("../../backend/tests/portraits/collins.jpg", import.meta.url));

/** This machine's name in its network. On plain http under it the browser allows no camera, not even a fake one. */
const LOCAL_NAME = `${hostname().split(".")[0]?.toLowerCase()}.local`;

test.use({
  permissions: ["camera"],
  launchOptions: {
    executablePath: process.env.E2E_CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film()}`,
      `--host-resolver-rules=MAP ${LOCAL_NAME} 127.0.0.1`,
    ],
  },
});

test("a portrait from a file: measurements, advice, and a shape that is remembered only on request", async ({
  page,
}) => {
  await signUp(page);
  await addSamples(page);
  await visit(page, "/face");
  await page.getByTestId("portrait").setInputFiles(COLLINS);
  await expect(page.getByTestId("drawn").locator("line")).toHaveCount(4);
  await expect(page.getByRole("meter")).toHaveCount(6);
  // The sample garments include a cap and a beanie, and the advice covers hats.
  const hats = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Hats" }) });
  await expect(hats.getByRole("link", { name: /hat/ }).first()).toBeVisible();
  const portrait = await page.getByAltText("Your portrait with the measurements drawn on it").getAttribute("src");
  expect(portrait).toMatch(/^blob:/);

  await page.getByRole("button", { name: /^Remember/ }).click();
  await expect(page.getByText(/^Remembered: /)).toBeVisible();
  const mention = page.getByLabel("Mention it in the reasons for outfits");
  await mention.click();
  await expect(mention).toBeChecked();
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByRole("button", { name: /^Remember/ })).toBeVisible();
});

test("a picture without a face leads to a message that says what to do", async ({ page, faults }) => {
  faults.expected(/^422: POST .*\/v1\/face/);
  await signUp(page);
  await visit(page, "/face");
  await page.getByTestId("portrait").setInputFiles({ name: "gray.png", mimeType: "image/png", buffer: grayPng() });
  await expect(page.getByRole("alert").filter({ hasText: "no face" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a picture" })).toBeVisible();
});

test("a picture from the camera is measured, and the camera is switched off", async ({ page }) => {
  await signUp(page);
  await visit(page, "/face");
  await page.getByRole("button", { name: "Use the camera" }).click();
  await expect(page.getByLabel("What the camera sees")).toBeVisible();
  await page.getByRole("button", { name: "Take the picture" }).click();
  await expect(page.getByTestId("drawn").locator("line")).toHaveCount(4);
  await expect(page.getByLabel("What the camera sees")).toBeHidden();
});

test.describe("on plain http under the name of the machine", () => {
  test.use({ baseURL: `http://${LOCAL_NAME}:${process.env.E2E_SITE_PORT}` });

  test("the browser allows no camera, and the page asks for a file", async ({ page, faults }) => {
    faults.expected(/Cross-Origin-Opener-Policy header has been ignored/); // Chromium logs this for every such page
    await signUp(page);
    await visit(page, "/face");
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await expect(
      page.getByText("This browser does not let pages use the camera here.", { exact: false }),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Use the camera" })).toBeHidden();
    await page.getByTestId("portrait").setInputFiles(COLLINS);
    await expect(page.getByTestId("drawn").locator("line")).toHaveCount(4);
  });
});

/** 96 x 96 grey pixels. */
function grayPng(): Buffer {
  return Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAGAAAABgCAAAAADH8yjkAAAAPUlEQVR4nO3NMQEAAAjDMED/RKNiXyqg2Uy3K/8BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABArQeuQwFMVY7gmAAAAABJRU5ErkJggg==",
    "base64",
  );
}

/** The portrait as motion JPEG, for Chromium's fake camera. */
function film(): string {
  const path = join(process.env.E2E_DATA_DIR ?? tmpdir(), "portrait.mjpeg");
  writeFileSync(path, readFileSync(COLLINS));
  return path;
}
