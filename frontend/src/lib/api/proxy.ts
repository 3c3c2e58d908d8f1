import "server-only";
import { FOREIGN_HOST, isAllowedHost } from "@/lib/allowed-hosts";
import { apiUrl } from "./address";
import { servicePath } from "./service-path";

// RFC 9110, section 7.6.1: these headers concern one connection and must not be forwarded.
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Forwards a request under /api to the service and streams the answer back. Never throws. */
export async function forward(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = servicePath(url.pathname);
  if (path === null) return problem(404, "not-found", "Not found", "There is nothing at this address.");
  if (!path.startsWith("/health/") && !isAllowedHost(request.headers.get("host")))
    return problem(400, "unknown-host", "Unknown host", FOREIGN_HOST);

  let answer: Response;
  try {
    answer = await fetch(apiUrl() + path + url.search, {
      method: request.method,
      headers: requestHeaders(request, url),
      body: request.body,
      duplex: "half",
      redirect: "manual",
      cache: "no-store",
      signal: request.signal,
    } as RequestInit);
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return serviceDown(error);
  }
  return new Response(answer.body, {
    status: answer.status,
    statusText: answer.statusText,
    headers: answerHeaders(answer.headers),
  });
}

function requestHeaders(request: Request, url: URL): Headers {
  const headers = withoutHopByHop(request.headers);
  // The service compares a write's Origin with the host that the browser used.
  const forwardedHost = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? url.host;
  headers.set("x-forwarded-host", forwardedHost);
  if (!headers.has("x-forwarded-proto")) headers.set("x-forwarded-proto", url.protocol.replace(":", ""));
  headers.set("x-forwarded-prefix", "/api"); // for absolute URLs in the service's answers
  headers.delete("host");
  headers.delete("expect");
  // fetch() would decompress an answer but keep its headers. Next compresses for the browser.
  headers.set("accept-encoding", "identity");
  return headers;
}

function answerHeaders(received: Headers): Headers {
  const headers = withoutHopByHop(received);
  headers.set("x-content-type-options", "nosniff");
  // If a browser ever renders an answer as a page, it can run and load nothing.
  if (!headers.has("content-security-policy"))
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  return headers;
}

function withoutHopByHop(from: Headers): Headers {
  const headers = new Headers(from);
  const named = headers.get("connection")?.split(",") ?? [];
  for (const name of [...HOP_BY_HOP, ...named]) {
    if (name.trim()) headers.delete(name.trim());
  }
  return headers;
}

function serviceDown(error: unknown): Response {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  console.warn(`No answer from the service at ${apiUrl()}: ${String(cause)}`); // eslint-disable-line no-console
  const answer = problem(
    503,
    "service-unreachable",
    "Service not reachable",
    "Curator's service is not reachable at the moment. Try again in a few seconds.",
  );
  answer.headers.set("retry-after", "2");
  return answer;
}

function problem(status: number, name: string, title: string, detail: string): Response {
  return Response.json(
    { type: `/problems/${name}`, title, status, detail },
    { status, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } },
  );
}
