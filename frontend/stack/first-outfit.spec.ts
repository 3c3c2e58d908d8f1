import { chooseFiles, expect, photoBytes, photos, reload, signUp, test } from "../e2e/site";

const wanted = ["tshirt-white", "jeans-blue", "sneakers-white"];
const few = photos.filter((path) => wanted.some((name) => path.includes(name)));
const [first] = photos.filter((path) => path.includes("jacket-navy"));

test("from sign-up to a saved outfit, with one photo uploaded directly to the object store", async ({
  page,
  baseURL,
}) => {
  await signUp(page);
  await page.getByRole("main").getByRole("link", { name: "Add photos" }).click();
  await chooseFiles(page, few);
  await expect(page.getByText("All photos are in your wardrobe.")).toBeVisible();

  const bytes = [...photoBytes(first ?? "")];
  const sent = await page.evaluate(async (content) => {
    const json = { "content-type": "application/json" };
    const type = "image/jpeg";
    const body = JSON.stringify({ filename: "jacket.jpg", content_type: type, size: content.length, expires_in: 300 });
    const signed = await fetch("/api/generate-presigned-url", { method: "POST", headers: json, body });
    const { url, key } = (await signed.json()) as { url: string; key: string };
    const put = await fetch(url, { method: "PUT", headers: { "content-type": type }, body: new Uint8Array(content) });
    const upload_keys = JSON.stringify({ upload_keys: [key] });
    const claimed = await fetch("/api/v1/items/from-uploads", { method: "POST", headers: json, body: upload_keys });
    return { url, statuses: [signed.status, put.status, claimed.status] };
  }, bytes);
  expect(sent.statuses).toEqual([200, 200, 201]);
  expect(new URL(sent.url).host).toBe(`store.${new URL(baseURL ?? "").host}`);

  await page.getByRole("link", { name: "See your wardrobe" }).click();
  await page.waitForURL("**/wardrobe");
  await reload(page);
  await expect(page.getByText(`${few.length + 1} garments`)).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Outfits" }).click();
  const outfit = page.getByRole("article", { name: "Outfit 1" });
  await outfit.getByRole("button", { name: "Save", exact: true }).click();
  await expect(outfit.getByRole("button", { name: "Remove from saved" })).toBeVisible();
  await page.getByRole("link", { name: "Saved" }).click();
  await page.waitForURL("**/outfits/saved");
  await reload(page);
  await expect(page.getByRole("article")).toHaveCount(1);
});
