import { hostname, networkInterfaces } from "node:os";
import { isIP } from "node:net";

/**
 * Whether a Host header names this site. A page of another site can make its own name resolve to this machine (DNS
 * rebinding); its requests differ from those of our pages by this header only. The service checks the same.
 */
export function isAllowedHost(header: string | null): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+)(:\d*)?$/i.exec(header ?? "");
  if (!found?.[1]) return false;
  const name = found[1].replace(/[[\]]/g, "").toLowerCase().replace(/\.$/, "");
  const listed = listedHosts();
  if (listed.length === 0) return isOwnName(name) || isOwnAddress(name);
  return listed.some((one) => (one.startsWith("*.") ? name.endsWith(one.slice(1)) : name === one));
}

export const FOREIGN_HOST =
  "Curator does not answer to this host name. Open it under a name that it knows, or add the name to " +
  "CURATOR_ALLOWED_HOSTS and start it again.";

const listedHosts = () =>
  (process.env.CURATOR_ALLOWED_HOSTS ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase().replace(/[[\]]/g, ""))
    .filter(Boolean);

/** Names of this machine, also the one that it has in a home network (RFC 6762). */
function isOwnName(name: string): boolean {
  const own = hostname().toLowerCase();
  const first = own.split(".")[0];
  return ["localhost", own, first, `${first}.local`].includes(name);
}

function isOwnAddress(name: string): boolean {
  if (!isIP(name)) return false;
  if (/^127\./.test(name) || name === "::1") return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === name));
}
