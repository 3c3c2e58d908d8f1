import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./site";

const BACKEND = fileURLToPath(new URL("../../backend", import.meta.url));
const PYTHON = process.env.PYTHON ?? join(BACKEND, "../.venv/bin/python");

/** The check's output for an OpenAPI document: nothing if the client was generated from it. */
function check(document: string): string {
  const env = { ...process.env, OPENAPI_JSON: document };
  return spawnSync("npm", ["run", "--silent", "generate:check"], { env, encoding: "utf8" }).stderr;
}

test("the generated client matches the service, and the check reports a stale one", ({}, testInfo) => {
  const now = execFileSync(PYTHON, ["-m", "app.openapi"], { cwd: BACKEND, encoding: "utf8" });
  const [same, other] = [testInfo.outputPath("now.json"), testInfo.outputPath("later.json")];
  writeFileSync(same, now);
  writeFileSync(other, now.replaceAll("/v1/outfits", "/v2/outfits"));
  expect(check(same)).toBe("");
  expect(check(other)).toContain("stale");
});
