import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** `npm run lighthouse`: measures the wardrobe page of the production build. Run it on an idle machine. */
export default defineConfig({ ...base, testDir: "lighthouse", timeout: 900_000, retries: 0 });
