// `next build` leaves browser files and public/ out of the standalone server, for a CDN to serve. Ours serves them.
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
cpSync(here("../.next/static"), here("../.next/standalone/.next/static"), { recursive: true });
if (existsSync(here("../public"))) cpSync(here("../public"), here("../.next/standalone/public"), { recursive: true });
