const SOMEWHERE = "http://curator.invalid";

/**
 * Where to go after signing in: an address within this site, whatever a link may say. It is read as a browser reads it:
 * tabs and line breaks are dropped, a backslash is a slash, and two slashes begin another site.
 */
export function ownAddress(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, SOMEWHERE)) return "/wardrobe";
  const { origin, pathname, search, hash } = new URL(next, SOMEWHERE);
  return origin === SOMEWHERE && !pathname.startsWith("//") ? pathname + search + hash : "/wardrobe";
}
