import type { NextRequest } from "next/server";
import { forward } from "@/lib/api/proxy";

/**
 * Proxies everything under /api to the service at API_URL, streaming both ways. Not a `rewrite`: rewrites are fixed at
 * build time, and proxy.ts truncates request bodies over 10 MB silently (see its matcher).
 */
export const dynamic = "force-dynamic";

const handle = (request: NextRequest) => forward(request);

export {
  handle as GET,
  handle as HEAD,
  handle as POST,
  handle as PUT,
  handle as PATCH,
  handle as DELETE,
  handle as OPTIONS,
};
