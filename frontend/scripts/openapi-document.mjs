// The OpenAPI document from OPENAPI_JSON (a file), or from the service's code: PYTHON -m app.openapi in ../backend.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export function openApiDocument() {
  if (process.env.OPENAPI_JSON) return readFileSync(process.env.OPENAPI_JSON, "utf8");
  const python = process.env.PYTHON ?? here("../../.venv/bin/python");
  return execFileSync(python, ["-m", "app.openapi"], {
    cwd: here("../../backend"),
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
}
