// Makes src/lib/api/schema.d.ts from the service's own OpenAPI document; with --check, only says whether it is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { openApiDocument } from "./openapi-document.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = here("../src/lib/api/schema.d.ts");

const made =
  "// Made by `npm run generate` from the service's OpenAPI document. Do not edit.\n\n" +
  astToString(await openapiTS(JSON.parse(openApiDocument()), { defaultNonNullable: false }));

if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.error("src/lib/api/schema.d.ts is stale: run `npm run generate` in frontend/ and commit what it makes.");
  process.exit(1);
}
