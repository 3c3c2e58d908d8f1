import { ownAddress } from "../src/lib/own-address";
import { expect, photoBytes, photos, signUp, test, visit } from "./site";

const MEGABYTE = 1024 * 1024;

test("a photo of 40 MB passes the site's proxy whole, and one byte more is refused with the reason", async ({
  page,
}) => {
  await signUp(page);
  const origin = new URL(page.url()).origin;
  const photo = photoBytes(photos[2] ?? "");
  const padded = (size: number) => Buffer.concat([photo, Buffer.alloc(size - photo.length)]);
  const send = (buffer: Buffer) =>
    page.request.post("/api/v1/items", {
      headers: { origin },
      multipart: { files: { name: "large.jpg", mimeType: "image/jpeg", buffer } },
    });

  const taken = await send(padded(40 * MEGABYTE));
  expect(taken.status()).toBe(201);
  const refused = await send(padded(40 * MEGABYTE + 1));
  expect(refused.status()).toBe(413);
  expect((await refused.json()).results[0].problem.detail).toBeTruthy();
});

test("the proxy keeps what is internal to itself, and answers in the service's manner", async ({ request }) => {
  const metrics = await request.get("/api/metrics");
  expect(metrics.status()).toBe(404);
  expect(metrics.headers()["content-type"]).toContain("application/problem+json");
  const me = await request.get("/api/v1/me");
  expect(me.status()).toBe(401);
  expect(me.headers()["x-content-type-options"]).toBe("nosniff");
});

test("a write from another site is refused", async ({ page }) => {
  await signUp(page);
  const answer = await page.request.delete("/api/v1/samples", { headers: { origin: "https://evil.example" } });
  expect(answer.status()).toBe(403);
});

test("a page says which scripts may run, and nothing may frame it", async ({ page, request }) => {
  const policy = (await request.get("/sign-in")).headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
  await page.goto("/sign-in");
  const inline = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLScriptElement>("script:not([src])")].every((script) => script.nonce),
  );
  expect(inline).toBe(true);
});

test("no link leads to another site after signing in", async ({ page }) => {
  expect(ownAddress("/outfits?weather=cold#first")).toBe("/outfits?weather=cold#first");
  const elsewhere = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
  ];
  for (const address of elsewhere) expect(ownAddress(address), address).toBe("/wardrobe");

  const person = await signUp(page);
  await page.context().clearCookies();
  await visit(page, `/sign-in?next=${encodeURIComponent("/\t/evil.example")}`);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/wardrobe");
});

test("no script can read a token", async ({ page }) => {
  await signUp(page);
  const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith("curator_"));
  expect(cookies.length).toBeGreaterThan(0);
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite !== "None")).toBe(true);
  const readable = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }));
  for (const { value } of cookies) expect(readable).not.toContain(value);
});
