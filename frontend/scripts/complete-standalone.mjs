// `next build` omits static files and public/ from the standalone server and expects a CDN. This server serves them.
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
cpSync(here("../.next/static"), here("../.next/standalone/.next/static"), { recursive: true });
if (existsSync(here("../public"))) cpSync(here("../public"), here("../.next/standalone/public"), { recursive: true });
