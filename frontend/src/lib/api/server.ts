import "server-only";
import { headers } from "next/headers";
import createClient from "openapi-fetch";
import { apiUrl } from "./address";
import type { Api } from "./client";
import type { paths } from "./schema";

const PATIENCE_MS = 2000;

/** The service's API for this site's server, on behalf of the person who requested the page. For reading only. */
export async function serverApi(): Promise<Api> {
  const incoming = await headers();
  const passed: Record<string, string> = {};
  for (const name of ["cookie", "x-forwarded-proto", "x-forwarded-host"]) {
    const value = incoming.get(name);
    if (value) passed[name] = value;
  }
  return createClient<paths>({
    baseUrl: apiUrl(),
    headers: passed,
    fetch: (request) => fetch(request, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }),
  });
}

/**
 * Whether the browser requests a document. A navigation within the site keeps the browser's answers, and answers
 * fetched here could predate a change in flight. (Not by Sec-Fetch-Dest, which browsers omit over plain http.)
 */
export async function isWholePage(): Promise<boolean> {
  return (await headers()).get("accept")?.includes("text/html") ?? false;
}
