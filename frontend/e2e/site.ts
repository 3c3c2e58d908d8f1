import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type APIRequestContext,
  type BrowserContext,
  type ConsoleMessage,
  expect,
  type Page,
  type Request,
  type Response,
  test as base,
} from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";

const BACKEND = fileURLToPath(new URL("../../backend", import.meta.url));
export const PYTHON = process.env.PYTHON ?? join(BACKEND, "../.venv/bin/python");

/** The paths of the repository's sample photos. */
export const photos = readdirSync(join(BACKEND, "samples"))
  .filter((name) => name.endsWith(".jpg"))
  .map((name) => join(BACKEND, "samples", name));

export const photoBytes = (path: string): Buffer => readFileSync(path);

/** The link that `make run` prints. It opens the wardrobe of the first account, which it creates if there is none. */
export function printedLink(): string {
  return `/welcome#token=${linkToken()}`;
}

/** Removes garments that earlier tests left in that wardrobe, before a page shows them. */
export async function emptyOwnersWardrobe(request: APIRequestContext, origin: string): Promise<void> {
  const headers = { origin };
  const opened = await request.post("/api/v1/auth/session/link", { data: { token: linkToken() }, headers });
  expect(opened.ok()).toBe(true);
  expect((await request.delete("/api/v1/samples", { headers })).status()).toBe(204);
  const { items } = (await (await request.get("/api/v1/items?limit=100")).json()) as { items: { id: string }[] };
  for (const { id } of items) await request.delete(`/api/v1/items/${id}`, { headers });
}

function linkToken(): string {
  const token = execFileSync(PYTHON, ["-m", "app.accounts.link"], {
    cwd: BACKEND,
    env: { ...process.env, CURATOR_DATA_DIR: process.env.E2E_DATA_DIR },
    encoding: "utf8",
  });
  return token.trim();
}

type Faults = { expected: (pattern: RegExp) => void };

/**
 * Every test fails on a console error, an uncaught error, or a failed or refused request, in any page of any browser
 * context that it opens. A test about refusals lists those it provokes.
 */
export const test = base.extend<{ faults: Faults }>({
  faults: [
    async ({ browser, context }, use) => {
      const seen: string[] = [];
      const expected: RegExp[] = [];
      const onConsole = (message: ConsoleMessage) => {
        const isBrowsersOwn = message.text().startsWith("Failed to load resource"); // reported below, with its URL
        if (message.type() === "error" && !isBrowsersOwn) seen.push(`console: ${message.text()}`);
      };
      const onResponse = (response: Response) => {
        if (response.status() >= 400)
          seen.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
        const kind = response.headers()["content-type"] ?? "";
        if (response.request().resourceType() === "image" && response.ok() && !kind.startsWith("image/"))
          seen.push(`no picture but ${kind}: ${response.url()}`);
      };
      const onFailed = (request: Request) => {
        const reason = request.failure()?.errorText ?? "";
        // Leaving a page aborts its requests.
        if (reason !== "net::ERR_ABORTED") seen.push(`${reason}: ${request.method()} ${request.url()}`);
      };
      const watch = (each: BrowserContext) => {
        each.on("console", onConsole);
        each.on("weberror", (error) => seen.push(`uncaught: ${error.error().message}`));
        each.on("response", onResponse);
        each.on("requestfailed", onFailed);
      };
      watch(context);
      browser.on("context", watch);
      await use({ expected: (pattern) => expected.push(pattern) });
      browser.off("context", watch);
      expect(seen.filter((fault) => !expected.some((pattern) => pattern.test(fault)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/**
 * The violations that axe-core finds on a page or a part of it at rest. Half-faded text has less contrast, so what fades
 * now is waited for, and what starts to fade during the analysis, as a message does, fades in a millisecond.
 */
export async function accessibilityViolations(page: Page, part = "html"): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(async () => {
    await new Promise((next) => requestAnimationFrame(next));
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(transitions.map((each) => each.finished));
  });
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  await page.emulateMedia({ reducedMotion: null });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** Opens a page and waits until React has hydrated it: earlier taps are lost. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await waitForHydration(page);
}

export async function reload(page: Page): Promise<void> {
  await page.reload();
  await waitForHydration(page);
}

/** Signs in as the owner, by a printed link, and waits for the wardrobe that the link leads to. */
export async function enterByLink(page: Page, link = printedLink()): Promise<void> {
  await page.goto(link);
  await page.waitForURL("**/wardrobe");
  await waitForHydration(page);
}

/** React adds a property to each element that it has hydrated. */
async function waitForHydration(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button, input, select, textarea")].every((control) =>
      Object.keys(control).some((key) => key.startsWith("__reactProps")),
    ),
  );
}

let people = 0;

/** Creates an account and opens its empty wardrobe. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const person = { email: `person-${Date.now()}-${++people}@home.local`, password: "correct horse battery" };
  await visit(page, "/sign-up");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
  await waitForHydration(page);
  return person;
}

export async function addSamples(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Try 24 sample garments" }).click();
  await expect(page.getByText("24 garments", { exact: true })).toBeVisible({ timeout: 60_000 });
}

export async function chooseFiles(page: Page, files: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await page.getByTestId("files").setInputFiles(files);
}

/** Copies a person's garments until there are `count` (see many_garments.py). */
export function fillWardrobe(email: string, count: number): void {
  execFileSync(PYTHON, [fileURLToPath(new URL("many_garments.py", import.meta.url)), email, String(count)], {
    env: { ...process.env, CURATOR_DATA_DIR: process.env.E2E_DATA_DIR },
  });
}
