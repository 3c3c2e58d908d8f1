import createClient from "openapi-fetch";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";
import { withSession } from "./session";

export type Api = ReturnType<typeof createClient<paths>>;

const BASE = process.env.NEXT_PUBLIC_API_URL || "/api";

/** The service as the browser reaches it, under the person's session. */
export const api: Api = createClient<paths>({
  baseUrl: BASE,
  fetch: (request) => withSession(() => send(request)),
});

/** The same for calls that have no session yet: signing in and up. */
export const openApi: Api = createClient<paths>({ baseUrl: BASE, fetch: (request) => send(request) });

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

/** Where the browser finds a picture that the service named. */
export function pictureAddress(path: string): string {
  return BASE + path;
}
