import "server-only";
import { headers } from "next/headers";
import createClient from "openapi-fetch";
import { apiUrl } from "./address";
import type { Api } from "./client";
import type { paths } from "./schema";

const PATIENCE_MS = 2000;

/** The service as this site's server reaches it, on behalf of whoever asked for the page. For reading only. */
export async function serverApi(): Promise<Api> {
  const asked = await headers();
  const passed: Record<string, string> = {};
  for (const name of ["cookie", "x-forwarded-proto", "x-forwarded-host"]) {
    const value = asked.get(name);
    if (value) passed[name] = value;
  }
  return createClient<paths>({
    baseUrl: apiUrl(),
    headers: passed,
    fetch: (request) => fetch(request, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }),
  });
}

/**
 * Whether the browser asks for a whole page. Where it moves within the site it has its own answers already. Browsers
 * tell neither over plain http; then it may be one.
 */
export async function isWholePage(): Promise<boolean> {
  const destination = (await headers()).get("sec-fetch-dest");
  return destination === null || destination === "document";
}
