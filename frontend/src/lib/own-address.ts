const SOMEWHERE = "http://curator.invalid";

/**
 * The address to open after signing in, always within this site. It is parsed as browsers do: tabs and line breaks are
 * removed, a backslash is a slash, and two slashes begin another host.
 */
export function ownAddress(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, SOMEWHERE)) return "/wardrobe";
  const { origin, pathname, search, hash } = new URL(next, SOMEWHERE);
  return origin === SOMEWHERE && !pathname.startsWith("//") ? pathname + search + hash : "/wardrobe";
}
