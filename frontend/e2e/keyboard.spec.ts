import { type Page } from "@playwright/test";
import { addSamples, expect, signUp, test, visit } from "./site";

const MOST_STOPS = 80;

/** Presses Tab until the named control has the focus. */
async function tabTo(page: Page, role: "button" | "link" | "checkbox", name: RegExp): Promise<void> {
  const focused = page.getByRole(role, { name }).and(page.locator(":focus"));
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press("Tab");
    if ((await focused.count()) > 0) return;
  }
  throw new Error(`Tab never reaches the ${role} ${name}.`);
}

test("from an empty wardrobe to a saved outfit by keyboard only, without losing the focus", async ({ page }) => {
  await signUp(page);
  await addSamples(page);
  const focused = page.locator(":focus");

  await visit(page, "/wardrobe");
  await tabTo(page, "link", /^Skip to the content$/);
  await page.keyboard.press("Enter");
  await tabTo(page, "button", /^Select$/);
  await page.keyboard.press("Enter");
  await expect(focused).toHaveAccessibleName("Select");
  await tabTo(page, "checkbox", /^Select /);
  await page.keyboard.press("Space");
  await tabTo(page, "button", /^Edit$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").locator(":focus")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(focused).toHaveAccessibleName("Edit");

  await visit(page, "/wardrobe");
  await tabTo(page, "button", /^Account$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(focused).toHaveAccessibleName("Account");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem").and(focused)).toBeVisible();

  await visit(page, "/outfits");
  await tabTo(page, "button", /^Save$/);
  await page.keyboard.press("Enter");
  await expect(focused).toHaveAccessibleName("Remove from saved");

  await visit(page, "/settings");
  await tabTo(page, "button", /^Erase everything…$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").locator(":focus")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(focused).toHaveAccessibleName("Erase everything…");
});
