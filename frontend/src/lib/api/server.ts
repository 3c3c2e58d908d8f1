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
 * Whether the browser asks for a whole page. When it moves within the site it keeps its own answers, and newer ones must
 * not be asked here: they could be from before a change that is on its way. (Over plain http there is no Sec-Fetch-Dest.)
 */
export async function isWholePage(): Promise<boolean> {
  return (await headers()).get("accept")?.includes("text/html") ?? false;
}
