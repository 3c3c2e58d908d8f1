import { type APIRequestContext, type Page } from "@playwright/test";
import { addSamples, expect, reload, signUp, test, visit } from "./site";

/** Ends all sessions of this page's person, as another device of theirs could. */
async function endSessions(page: Page, request: APIRequestContext, person: { email: string; password: string }) {
  const headers = { origin: new URL(page.url()).origin };
  await request.post("/api/v1/auth/session", { data: person, headers });
  const { sessions } = (await (await request.get("/api/v1/me/sessions")).json()) as {
    sessions: { id: string; is_current: boolean }[];
  };
  for (const { id, is_current } of sessions)
    if (!is_current) await request.delete(`/api/v1/me/sessions/${id}`, { headers });
}

async function signInAgain(page: Page, person: { email: string; password: string }) {
  const dialog = page.getByRole("dialog", { name: "Please sign in again" });
  await dialog.getByLabel("Email").fill(person.email);
  await dialog.getByLabel("Password").fill(person.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
}

test("a form keeps its contents when the session ends", async ({ page, request, faults }) => {
  faults.expected(/^401: /);
  const person = await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByLabel("Brand").fill("Kept brand");
  await endSessions(page, request, person);

  await page.getByRole("button", { name: "Save details" }).click();
  await signInAgain(page, person);
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await reload(page);
  await expect(page.getByLabel("Brand")).toHaveValue("Kept brand");
});

test("signing out in one tab affects the other tabs", async ({ page, context }) => {
  const person = await signUp(page);
  const other = await context.newPage();
  await visit(other, "/add");
  await expect(other.getByRole("heading", { name: "Add clothes" })).toBeVisible();
  await other.waitForLoadState("networkidle");

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Create your wardrobe" })).toBeVisible();
  await signInAgain(other, person);
  await expect(other.getByRole("heading", { name: "Add clothes" })).toBeVisible();
});

test("a person who is not signed in is asked to, and then gets the requested page", async ({ page, browser }) => {
  const person = await signUp(page);
  const fresh = await (await browser.newContext()).newPage();
  await visit(fresh, "/outfits?weather=cold");
  await expect(fresh.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await fresh.getByLabel("Email").fill(person.email);
  await fresh.getByLabel("Password").fill(person.password);
  await fresh.getByRole("button", { name: "Sign in" }).click();
  await fresh.waitForURL("**/outfits?weather=cold");
  await fresh.context().close();
});

test("the service's message about a field is shown at that field", async ({ page, faults }) => {
  faults.expected(/^(409|422|401): /);
  const person = await signUp(page);
  await page.context().clearCookies();
  await visit(page, "/sign-up");
  await page.getByLabel("Email").fill("nobody@@home.local");
  await page.getByLabel("Password").fill("long enough a password");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "true");

  await visit(page, "/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /password/ })).toBeVisible();
});
