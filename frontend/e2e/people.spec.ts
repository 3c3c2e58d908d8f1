import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { PYTHON } from "./processes";
import { accessibilityViolations, enterByLink, expect, test, visit } from "./site";

const FIRST = "correct horse battery";
const SECOND = "another horse battery";
const THIRD = "staple and a third horse";

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await visit(page, "/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function chooseNewPassword(page: Page, link: string, password: string): Promise<void> {
  await visit(page, link);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Save password" }).click();
}

const manage = async (page: Page, email: string, what: string) => {
  await page.getByRole("button", { name: `Manage ${email}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
};

test("the owner invites somebody, who accepts, forgets the password and chooses a new one", async ({
  page: owner,
  browser,
  baseURL,
  faults,
}) => {
  faults.expected(/^(401|403|422): .*(auth\/|v1\/me|v1\/items)/);
  const email = `anna-${Date.now()}@home.local`;
  await enterByLink(owner);
  await visit(owner, "/people");
  expect(await accessibilityViolations(owner)).toEqual([]);

  await owner.getByLabel("Email").fill(email);
  await owner.getByRole("button", { name: "Make a link" }).click();
  const invitation = await owner.getByLabel("Link", { exact: true }).inputValue();
  expect(invitation).toMatch(new RegExp(`^${baseURL}/sign-up\\?invitation=`));
  expect(await accessibilityViolations(owner)).toEqual([]);
  await owner.getByRole("button", { name: "Close" }).click();
  await expect(owner.getByRole("button", { name: `Withdraw the invitation for ${email}` })).toBeVisible();

  const anna = await (await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } })).newPage();
  await visit(anna, invitation);
  await expect(anna.getByLabel("Email")).toHaveValue(email);
  await anna.getByLabel("Password").fill("password1");
  await anna.getByRole("button", { name: "Create account" }).click();
  await expect(anna.getByText(/easy to guess/)).toBeVisible();
  await anna.getByLabel("Password").fill(FIRST);
  await anna.getByRole("button", { name: "Create account" }).click();
  await expect(anna.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
  await visit(anna, invitation);
  await expect(anna.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
  await visit(anna, "/people");
  await expect(anna.getByText("This page is for administrators.")).toBeVisible();

  await anna.context().clearCookies();
  await visit(anna, "/sign-in");
  await anna.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(anna.getByRole("heading", { name: "A forgotten password" })).toBeVisible();
  expect(await accessibilityViolations(anna)).toEqual([]);

  await visit(owner, "/people");
  await manage(owner, email, "Link to a new password…");
  const link = await owner.getByLabel("Link", { exact: true }).inputValue();
  await owner.getByRole("button", { name: "Close" }).click();
  await chooseNewPassword(anna, link, SECOND);
  await expect(anna.getByText("Your new password is saved.")).toBeVisible();
  await signIn(anna, email, FIRST);
  await expect(anna.getByRole("alert").filter({ hasText: /password/ })).toBeVisible();
  await signIn(anna, email, SECOND);
  await expect(anna.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();

  const printed = execFileSync(PYTHON, ["-m", "app.accounts.reset_password", email], {
    cwd: fileURLToPath(new URL("../../backend", import.meta.url)),
    env: { ...process.env, CURATOR_DATA_DIR: process.env.E2E_DATA_DIR, CURATOR_SITE_URL: baseURL },
    encoding: "utf8",
  });
  await chooseNewPassword(anna, printed.trim(), THIRD);
  await expect(anna.getByText("Your new password is saved.")).toBeVisible();
  await visit(anna, "/sign-in");
  await chooseNewPassword(anna, printed.trim(), FIRST);
  await expect(anna.getByRole("alert").filter({ hasText: /used already/ })).toBeVisible();
  await signIn(anna, email, THIRD);
  await expect(anna.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();

  await manage(owner, email, "Limits…");
  await owner.getByLabel("Garments").fill("500");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("0 of 500 garments")).toBeVisible();
  await manage(owner, email, "Disable");
  await expect(owner.getByText(`${email} is signed out everywhere and cannot sign in.`)).toBeVisible();
  await signIn(anna, email, THIRD);
  await expect(anna.getByText(/This account is disabled/)).toBeVisible();

  await manage(owner, email, "Delete…");
  await owner.getByRole("button", { name: "Delete" }).click();
  await expect(owner.getByText(`${email} and everything of theirs is gone.`)).toBeVisible();
  await expect(owner.getByRole("button", { name: `Manage ${email}` })).toHaveCount(0);
  await anna.context().close();
});
