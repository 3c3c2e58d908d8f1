/** Where to go after signing in: an address within this site, whatever a link may say. */
export function ownAddress(next: string | string[] | undefined): string {
  const path = typeof next === "string" ? next : "";
  // "//host" and "/\host" are other sites to a browser.
  return /^\/(?![/\\])/.test(path) ? path : "/wardrobe";
}
