import { type IncomingHttpHeaders, request as sendRequest } from "node:http";
import { ownAddress } from "../src/lib/own-address";
import { expect, photoBytes, photos, signUp, test, visit } from "./site";

const MEGABYTE = 1024 * 1024;

test("the proxy passes a photo of 40 MB, and one byte more is refused with the reason", async ({ page }) => {
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

test("the proxy hides internal addresses and answers with problem documents", async ({ request }) => {
  const metrics = await request.get("/api/metrics");
  expect(metrics.status()).toBe(404);
  expect(metrics.headers()["content-type"]).toContain("application/problem+json");
  const me = await request.get("/api/v1/me");
  expect(me.status()).toBe(401);
  expect(me.headers()["x-content-type-options"]).toBe("nosniff");
});

/** A request exactly as written: browsers and fetch would tidy the path up and set the Host header themselves. */
function sendRaw(origin: string, path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const { hostname, port, host } = new URL(origin);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, headers: { host, ...headers } as IncomingHttpHeaders };
    sendRequest(options, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
      answer.on("end", () => resolve([answer.statusCode ?? 0, body]));
    })
      .on("error", reject)
      .end();
  });
}

test("no spelling of an internal path reaches the service", async ({ baseURL }) => {
  const spellings = [
    "/api/metrics",
    "/api/metrics/",
    "/api/Metrics",
    "/api/%6detrics",
    "/api/%6D%65%74%72%69%63%73",
    "/api/%256detrics",
    "/api/%25256detrics",
    "/api//metrics",
    "/api/./metrics",
    "/api/%2e/metrics",
    "/api/v1/../metrics",
    "/api/v1/%2e%2e/metrics",
    "/api/v1/..%2fmetrics",
    "/api/v1%2f..%2fmetrics",
    "/api/%2fmetrics",
    "/api/%5cmetrics",
    "/api/v1\\..\\metrics",
    "/api/v1/..\\metrics",
    "/api/metrics%00",
    "/api/metrics%0a",
    "/api/%09metrics",
    "/api/metrics;x",
    "/api/metrics%3fx",
    "/api/../api/metrics",
  ];
  for (const spelling of spellings) {
    const [status, body] = await sendRaw(baseURL ?? "", spelling);
    expect([308, 400, 404], spelling).toContain(status);
    expect(body, spelling).not.toContain("# HELP");
  }
});

test("a path that cannot be decoded does not reach the service either", async ({ baseURL }) => {
  for (const path of ["/api/%6", "/api/%ff", "/api/v1/%c3"]) {
    const [status, body] = await sendRaw(baseURL ?? "", path);
    expect([400, 404, 500], path).toContain(status); // Next itself answers some with 500
    expect(body, path).not.toContain("request_id");
  }
});

test("an ordinary path and its query reach the service as they are", async ({ baseURL }) => {
  const [status, body] = await sendRaw(baseURL ?? "", "/api/v1/items/a%20b%C3%A9?x=%2fmetrics");
  expect(status, body).toBe(401);
  expect((await sendRaw(baseURL ?? "", "/api/health/live"))[0]).toBe(200);
});

test("only this machine's own names are answered, by pages and under /api", async ({ baseURL }) => {
  const port = new URL(baseURL ?? "").port;
  for (const path of ["/", "/sign-in", "/api/v1/me", "/api/openapi.json"]) {
    for (const host of [
      "evil.example",
      `evil.example:${port}`,
      "localhost.evil.example",
      "198.51.100.7",
      "[2001:db8::1]",
    ]) {
      const forwarded = { host, "x-forwarded-host": `localhost:${port}` };
      expect((await sendRaw(baseURL ?? "", path, forwarded))[0], `${host} ${path}`).toBe(400);
    }
    for (const host of ["localhost", `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect([200, 401], `${host} ${path}`).toContain((await sendRaw(baseURL ?? "", path, { host }))[0]);
  }
  expect((await sendRaw(baseURL ?? "", "/health/live", { host: "10.1.2.3" }))[0]).toBe(200);
  expect((await sendRaw(baseURL ?? "", "/api/health/live", { host: "10.1.2.3" }))[0]).toBe(200);
});

test("a write from another site is refused", async ({ page }) => {
  await signUp(page);
  const answer = await page.request.delete("/api/v1/samples", { headers: { origin: "https://evil.example" } });
  expect(answer.status()).toBe(403);
});

test("a page's policy allows only its own scripts, and no framing", async ({ page, request }) => {
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
