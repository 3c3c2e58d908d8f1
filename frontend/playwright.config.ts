import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

/**
 * The real site (as built by `npm run build`) with a real service that has its own data folder, both on free ports.
 * Worker processes load this file too: the environment passes them the values that the first load chose.
 */
process.env.E2E_API_PORT ??= String(await freePort());
process.env.E2E_SITE_PORT ??= String(await freePort());
process.env.E2E_SHOP_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "curator-e2e-"));

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.PYTHON ?? here("../.venv/bin/python");
const service = `http://127.0.0.1:${process.env.E2E_API_PORT}`;
const site = `http://localhost:${process.env.E2E_SITE_PORT}`;
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
process.env.E2E_CHROMIUM ??= chromium; // for the test that starts Chromium with a camera

export default defineConfig({
  testDir: "e2e",
  globalTeardown: "./e2e/teardown.ts",
  workers: 1, // two cores: one for the browser, one for the service
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: "list",
  use: {
    baseURL: site,
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] },
  },
  webServer: [
    {
      command: `${python} tests/made_up_shop.py ${process.env.E2E_SHOP_PORT}`,
      cwd: here("../backend"),
      url: `http://127.0.0.1:${process.env.E2E_SHOP_PORT}/none`,
      timeout: 60_000,
    },
    {
      command: `${python} -m uvicorn app.main:create_app --factory --port ${process.env.E2E_API_PORT} --log-level warning`,
      cwd: here("../backend"),
      env: {
        CURATOR_DATA_DIR: process.env.E2E_DATA_DIR,
        CURATOR_SHADOW_CLASSIFIER: here("../backend/weights/best.onnx"), // the released model itself: the two never disagree
        CURATOR_FETCH_ALLOW_HOSTS: `127.0.0.1:${process.env.E2E_SHOP_PORT}`,
      },
      url: `${service}/health/live`,
      timeout: 120_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    },
    {
      command: "node .next/standalone/server.js",
      env: { API_URL: service, PORT: process.env.E2E_SITE_PORT, HOSTNAME: "127.0.0.1" },
      url: `http://127.0.0.1:${process.env.E2E_SITE_PORT}/`,
      timeout: 60_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    },
  ],
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}
