import { type NextRequest, NextResponse } from "next/server";
import { FOREIGN_HOST, isAllowedHost } from "@/lib/allowed-hosts";
import { contentSecurityPolicy } from "@/lib/content-security-policy";

const OPEN_PAGES = new Set(["/", "/welcome", "/sign-in", "/sign-up"]);
const SESSION_COOKIES = ["curator_access", "curator_refresh"];

/**
 * Gives every page its Content-Security-Policy with a fresh nonce, which Next puts on its own scripts.
 * It stays away from /api (bodies of matched requests are cut at 10 MB) and from files that never change.
 */
export function proxy(request: NextRequest) {
  if (!isAllowedHost(request.headers.get("host"))) return new NextResponse(FOREIGN_HOST, { status: 400 });
  const { pathname, search } = request.nextUrl;
  // A courtesy only: what is private is guarded by the service.
  if (!OPEN_PAGES.has(pathname) && !SESSION_COOKIES.some((name) => request.cookies.has(name))) {
    const signIn = new URL("/sign-in", request.url);
    signIn.searchParams.set("next", pathname + search);
    return NextResponse.redirect(signIn);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!api/|health/|_next/static/|_next/image|welcome/|icon\\.svg|manifest\\.webmanifest).*)"],
};
