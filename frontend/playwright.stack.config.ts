import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The whole stack as `python -m prove stack` runs it: nginx at STACK_SITE_URL, everything else behind it. */
export default defineConfig({
  testDir: "stack",
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 120_000 },
  reporter: "line",
  use: {
    baseURL: process.env.STACK_SITE_URL,
    launchOptions: {
      executablePath: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync),
      args: ["--no-sandbox", "--disable-gpu"],
    },
  },
});
