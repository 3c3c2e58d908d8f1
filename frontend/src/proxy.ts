import { type NextRequest, NextResponse } from "next/server";
import { FOREIGN_HOST, isAllowedHost } from "@/lib/allowed-hosts";
import { contentSecurityPolicy } from "@/lib/content-security-policy";

const OPEN_PAGES = new Set(["/", "/welcome", "/sign-in", "/sign-up", "/forgot-password", "/reset-password"]);
const SESSION_COOKIES = ["curator_access", "curator_refresh"];

/**
 * Sets every page's Content-Security-Policy with a fresh nonce, which Next adds to its own scripts. It does not match
 * /api (Next truncates the bodies of matched requests at 10 MB) or static files.
 */
export function proxy(request: NextRequest) {
  if (!isAllowedHost(request.headers.get("host"))) return new NextResponse(FOREIGN_HOST, { status: 400 });
  const { pathname, search } = request.nextUrl;
  // Only for convenience: the service protects private data.
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
