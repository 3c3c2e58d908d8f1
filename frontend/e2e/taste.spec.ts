import { addSamples, expect, signUp, test, visit } from "./site";

test.use({ viewport: { width: 390, height: 844 } });

test("other ideas are new ones, and come into view on a phone", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await visit(page, "/outfits");
  const first = page.getByRole("article", { name: "Outfit 1" });
  const picture = first.getByRole("img", { name: /An outfit of/ });
  await expect(picture).toBeVisible();
  const before = await picture.getAttribute("aria-label");
  await page.getByRole("button", { name: "Other ideas" }).click();
  await expect(picture).not.toHaveAttribute("aria-label", before ?? "");
  await expect(first.getByRole("heading", { name: "Outfit 1" })).toBeInViewport();
});

test("a disliked outfit makes room for the next best, is listed, and is taken back", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await visit(page, "/outfits");
  const outfits = page.getByRole("article");
  await expect(outfits).toHaveCount(6);
  await outfits.first().getByRole("button", { name: "Not for me" }).click();
  await expect(page.getByText("You will not see this outfit again")).toBeVisible();
  await expect(outfits).toHaveCount(6);

  await page.getByRole("link", { name: "Not for me" }).click();
  await page.waitForURL("**/outfits/disliked");
  await expect(outfits).toHaveCount(1);
  await outfits.first().getByRole("button", { name: "Not for me" }).click();
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});
