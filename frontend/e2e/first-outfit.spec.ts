import {
  addSamples,
  chooseFiles,
  emptyOwnersWardrobe,
  enterByLink,
  expect,
  photos,
  printedLink,
  reload,
  signUp,
  test,
  visit,
} from "./site";

test("from the printed link to a first outfit in two taps", async ({ page, request, baseURL }) => {
  await emptyOwnersWardrobe(request, baseURL ?? "");
  await enterByLink(page);
  await page.getByRole("button", { name: "Try 24 sample garments" }).click();
  await page.getByRole("main").getByRole("link", { name: "See outfits" }).click({ timeout: 60_000 });
  const first = page.getByRole("article", { name: "Outfit 1" });
  await expect(first.getByRole("img", { name: /An outfit of/ })).toBeVisible();
  await expect(first.getByRole("list", { name: "Why these" }).getByRole("listitem").first()).not.toBeEmpty();
});

test("a printed link works once", async ({ page, faults }) => {
  const link = printedLink();
  await enterByLink(page, link);
  faults.expected(/^40\d: POST .*\/session\/link$/);
  await visit(page, "/");
  await visit(page, link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("from sign-up to a saved outfit from uploaded photos", async ({ page }) => {
  await signUp(page);
  await page.getByRole("main").getByRole("link", { name: "Add photos" }).click();
  await chooseFiles(page, photos);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible({ timeout: 60_000 });

  await page.getByRole("link", { name: "See your wardrobe" }).click();
  await expect(page.getByText(`${photos.length} garments`)).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Outfits" }).click();
  const first = page.getByRole("article", { name: "Outfit 1" });
  await first.getByRole("button", { name: "Save", exact: true }).click();
  await expect(first.getByRole("button", { name: "Remove from saved" })).toBeVisible();

  await page.getByRole("link", { name: "Saved" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await reload(page);
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("pins and exclusions change the suggestions", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  await visit(page, "/outfits");
  const outfits = page.getByRole("article");
  const pin = outfits
    .first()
    .getByRole("button", { name: /^Keep .* in every outfit$/ })
    .first();
  const name = (await pin.getAttribute("aria-label"))?.replace(/^Keep (.*) in every outfit$/, "$1") ?? "";
  await pin.click();
  const unpin = page.getByRole("main").getByRole("button", { name: `Stop keeping ${name}` });
  await expect(unpin).toHaveCount(1 + (await outfits.count()));

  await unpin.first().click();
  const ban = outfits
    .first()
    .getByRole("button", { name: /^No outfits with/ })
    .first();
  const banned = (await ban.getAttribute("aria-label"))?.replace("No outfits with ", "") ?? "";
  await ban.click();
  await expect(page.getByRole("button", { name: `Allow ${banned} again` })).toBeVisible();
  await expect(page.getByRole("button", { name: `No outfits with ${banned}` })).toHaveCount(0);
});
