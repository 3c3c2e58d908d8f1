import { type Page, type Route } from "@playwright/test";
import { addSamples, expect, reload, signUp, test, visit } from "./site";

/** Holds all picture requests until released. */
async function holdPictures(page: Page) {
  const held: Route[] = [];
  await page.route(/\/image\?/, (route) => void held.push(route));
  return {
    held: () => held.length,
    letGo: async () => {
      await Promise.all(held.map(async (route) => route.fulfill({ response: await route.fetch() })));
      await page.unrouteAll();
    },
  };
}

test("one tap adds the sample garments and one tap removes them, even while their pictures load", async ({ page }) => {
  await signUp(page);
  const pictures = await holdPictures(page);
  await addSamples(page);
  await expect.poll(pictures.held).toBeGreaterThan(0);
  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Remove samples" }).click();
  expect((await deleted).status()).toBe(204);
  await pictures.letGo();
  await expect(page.getByRole("heading", { name: "An empty wardrobe" })).toBeVisible();
});

test("a garment is deleted while its picture loads", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.waitForLoadState("networkidle");
  const pictures = await holdPictures(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  const isThere = page.getByRole("heading", { name: "Goes well with" });
  await expect(isThere).toBeVisible();
  await page.getByRole("button", { name: "Photo", exact: true }).click();
  await expect.poll(pictures.held).toBeGreaterThan(0);
  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Delete garment" }).click();
  expect((await deleted).status()).toBe(204);
  await pictures.letGo();
  await expect(page.getByText("23 garments")).toBeVisible();
});

test("filters narrow the wardrobe and are kept in its URL", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  const kinds = page.getByRole("group", { name: "Kind" });
  const chip = kinds.getByRole("button", { name: /^Trousers/ });
  const count = Number((await chip.textContent())?.replace(/\D/g, ""));
  await chip.click();
  await expect(page.getByText(`${count} of 24 garments`)).toBeVisible();
  await reload(page);
  await expect(page.getByText(`${count} of 24 garments`)).toBeVisible();
  await page.getByLabel("Search").fill("no such thing");
  await expect(page.getByRole("heading", { name: "Nothing fits these filters" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("24 garments")).toBeVisible();
});

test("a corrected category is kept, and undo restores a deleted garment", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await page.getByLabel("Something else").selectOption({ label: "scarf" });
  await expect(page.getByRole("heading", { level: 1, name: /scarf$/ })).toBeVisible();
  await kept; // the page shows the change before the service has made it
  await reload(page);
  await expect(page.getByRole("heading", { level: 1, name: /scarf$/ })).toBeVisible();

  await page.getByRole("button", { name: "Delete garment" }).click();
  await expect(page.getByText("23 garments")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("24 garments")).toBeVisible();
});

test("a garment's details are saved and can be searched", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.getByRole("button", { name: "Winter" }).click();
  await page.getByLabel("Brand").fill("Grandmother's");
  await page.getByLabel("Price").fill("49,90");
  await page.getByRole("button", { name: "Save details" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await reload(page);
  await expect(page.getByLabel("Price")).toHaveValue("49.90");
  await visit(page, "/wardrobe?q=grandmother&season=winter");
  await expect(page.getByText("1 of 24 garments")).toBeVisible();
});

test("a second person cannot see the first person's garment", async ({ page, browser, faults }) => {
  faults.expected(/^404: GET .*\/v1\/items\/[^/?]+$/);
  await signUp(page);
  await addSamples(page);
  await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
  await page.waitForURL(/wardrobe\/.+/);
  const garment = new URL(page.url()).pathname;

  const other = await (await browser.newContext()).newPage();
  await signUp(other);
  await visit(other, garment);
  await expect(other.getByRole("heading", { name: "This garment is not here" })).toBeVisible();
  await other.context().close();
});
