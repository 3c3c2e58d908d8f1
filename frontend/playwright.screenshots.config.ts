import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** `make screenshots`: every page of the sample wardrobe, into docs/pictures, and the welcome page's pictures. */
export default defineConfig({ ...base, testDir: "screenshots", timeout: 600_000, retries: 0 });
