import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** `make screenshots`: every page from the sample wardrobe, into docs/pictures; pictures of the welcome page with them. */
export default defineConfig({ ...base, testDir: "screenshots", timeout: 600_000, retries: 0 });
