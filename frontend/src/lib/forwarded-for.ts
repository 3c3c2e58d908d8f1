import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { BlockList, isIP, type Socket } from "node:net";

/**
 * Makes `X-Forwarded-For` say who asks. Next takes this header from anybody, and the service counts wrong passwords by
 * it, so it is replaced by the address of the connection unless that is a proxy in `FORWARDED_ALLOW_IPS` (as for
 * uvicorn: addresses or networks, separated by commas, or `*`; by default the loopback).
 */
export function trustForwardedFor(): void {
  const isTrusted = trustedProxies(process.env.FORWARDED_ALLOW_IPS ?? "127.0.0.1,::1");
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    const address = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
    if (!request.headers["x-forwarded-for"] || !isTrusted(address)) request.headers["x-forwarded-for"] = address;
  });
}

function trustedProxies(listed: string): (address: string) => boolean {
  if (listed.trim() === "*") return () => true;
  const trusted = new BlockList();
  for (const one of listed.split(",").map((each) => each.trim())) {
    const [address = "", bits] = one.split("/");
    const family = familyOf(address);
    if (family && bits) trusted.addSubnet(address, Number(bits), family);
    else if (family) trusted.addAddress(address, family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== null && trusted.check(address, family);
  };
}

const familyOf = (address: string) => ({ 4: "ipv4" as const, 6: "ipv6" as const })[isIP(address)] ?? null;
