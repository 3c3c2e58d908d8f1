/**
 * The service's path for a path under /api, or null for one that the site does not pass on: what is internal, and every
 * spelling that a server behind us might read in another way.
 *
 * Each segment is decoded, checked and encoded again, so what was checked is what is sent.
 */
export function servicePath(pathname: string): string | null {
  const decoded: string[] = [];
  for (const segment of pathname
    .replace(/^\/api(?=\/|$)/, "")
    .split("/")
    .slice(1)) {
    const plain = decode(segment);
    if (plain === null || UNSAFE.test(plain) || plain === "." || plain === "..") return null;
    decoded.push(plain);
  }
  if (decoded.slice(0, -1).includes("") || decoded[0]?.toLowerCase() === "metrics") return null;
  return `/${decoded.map(encodeURIComponent).join("/")}`;
}

// A percent sign that is left is encoded twice. No path of the service has one, nor a slash within a segment.
const UNSAFE = /[/\\%\p{Cc}]/u;

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
