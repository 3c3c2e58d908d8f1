import createClient from "openapi-fetch";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";
import { withSession } from "./session";

export type Api = ReturnType<typeof createClient<paths>>;

const BASE = process.env.NEXT_PUBLIC_API_URL || "/api";

/** The service's API for the browser, with the person's session. */
export const api: Api = createClient<paths>({
  baseUrl: BASE,
  fetch: (request) => withSession(() => send(request)),
});

/** The same without a session, to sign in and up. */
export const anonymousApi: Api = createClient<paths>({ baseUrl: BASE, fetch: (request) => send(request) });

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request.clone());
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable();
  }
}

/**
 * The body of an answer.
 *
 * @throws ApiProblem for every answer that is not 2xx.
 */
export async function bodyOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw problemFrom(response.status, error, response.headers.get("retry-after"));
}

/** The URL of a picture or download, for the browser. */
export function pictureAddress(path: string): string {
  return BASE + path;
}
