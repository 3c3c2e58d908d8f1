import { addSamples, expect, signUp, test } from "./site";

test("sample garments come with one tap and go with one", async ({ page, faults }) => {
  await signUp(page);
  await addSamples(page);
  // Pictures may still be on their way when their garments go.
  faults.expected(/^404: GET .*\/image/);
  await page.getByRole("button", { name: "Take samples out" }).click();
  await expect(page.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
});

test("filters narrow the wardrobe and stay in its address", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  const kinds = page.getByRole("group", { name: "Kind" });
  const chip = kinds.getByRole("button", { name: /^Trousers/ });
  const count = Number((await chip.textContent())?.replace(/\D/g, ""));
  await chip.click();
  await expect(page.getByText(`${count} of 24 garments`)).toBeVisible();
  await page.reload();
  await expect(page.getByText(`${count} of 24 garments`)).toBeVisible();
  await page.getByLabel("Search").fill("no such thing");
  await expect(page.getByRole("heading", { name: "Nothing fits these filters" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("24 garments")).toBeVisible();
});

test("a corrected kind stays, and a deleted garment comes back by undo", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByLabel("Something else").selectOption({ label: "scarf" });
  await expect(page.getByRole("heading", { level: 1, name: /scarf$/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: /scarf$/ })).toBeVisible();

  await page.getByRole("button", { name: "Delete garment" }).click();
  await expect(page.getByText("23 garments")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("24 garments")).toBeVisible();
});

test("details of a garment are kept, and the garment is found by them", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByRole("button", { name: "Winter" }).click();
  await page.getByLabel("Brand").fill("Grandmother's");
  await page.getByLabel("Price").fill("49,90");
  await page.getByRole("button", { name: "Save details" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Price")).toHaveValue("49.90");
  await page.goto("/wardrobe?q=grandmother&season=winter");
  await expect(page.getByText("1 of 24 garments")).toBeVisible();
});

test("a second person sees nothing of the first", async ({ page, browser }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.waitForURL(/wardrobe\/.+/);
  const garment = new URL(page.url()).pathname;

  const other = await (await browser.newContext()).newPage();
  await signUp(other);
  await other.goto(garment);
  await expect(other.getByRole("heading", { name: "This garment is not here" })).toBeVisible();
  await other.context().close();
});
