import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** `npm run lighthouse`: the wardrobe's figures on the production build. Wants a machine with nothing else to do. */
export default defineConfig({ ...base, testDir: "lighthouse", timeout: 900_000, retries: 0 });
