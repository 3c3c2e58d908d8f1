import { accessibilityViolations, expect, signUp, test, visit } from "./site";

const SHOP = `http://127.0.0.1:${process.env.E2E_SHOP_PORT}`;

test("a shop page becomes a draft, is corrected, and becomes a garment", async ({ page }) => {
  await signUp(page);
  await visit(page, "/add");
  const address = page.getByLabel("Address of a shop's page");
  await address.fill(`${SHOP}/json-ld`);
  await page.getByRole("button", { name: "Fetch" }).click();
  await expect(page.getByRole("heading", { name: "Straight jeans json-ld" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("trousers · Nobody's Denim · Indigo · 32 · 79.90 EUR")).toBeVisible();
  await expect(page.getByRole("link", { name: /^From 127/ })).toHaveAttribute("href", `${SHOP}/json-ld`);

  await page.getByRole("button", { name: "Change details" }).click();
  await page.getByLabel("Size").fill("31");
  await page.getByRole("button", { name: "Save details" }).click();
  await expect(page.getByText("trousers · Nobody's Denim · Indigo · 31 · 79.90 EUR")).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);

  await page.getByRole("button", { name: "Add to my wardrobe" }).click();
  await expect(page.getByRole("heading", { name: "Is this yours?" })).toBeHidden();
  await visit(page, "/wardrobe");
  await expect(page.getByText("1 garment", { exact: true })).toBeVisible();
});

test("a page that cannot be imported says why, and a draft can be discarded", async ({ page, faults }) => {
  faults.expected(/^422: POST /);
  await signUp(page);
  await visit(page, "/add");
  const address = page.getByLabel("Address of a shop's page");
  const fetchPage = page.getByRole("button", { name: "Fetch" });
  await fetchPage.click();
  await expect(page.getByText("Enter the address of a garment's page first.")).toBeVisible();
  await address.fill("http://192.168.1.1/");
  await fetchPage.click();
  await expect(page.getByText("This address belongs to a private network")).toBeVisible();

  await address.fill(`${SHOP}/nothing-here`);
  await fetchPage.click();
  await expect(page.getByText("Not imported: This site has no page at this address")).toBeVisible({ timeout: 90_000 });
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole("button", { name: /^Remove http.* from the list/ }).click();

  await address.fill(`${SHOP}/microdata`);
  await fetchPage.click();
  await page.getByRole("button", { name: "Discard" }).click({ timeout: 90_000 });
  await expect(page.getByRole("heading", { name: "Is this yours?" })).toBeHidden();
  await visit(page, "/wardrobe");
  await expect(page.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
});
