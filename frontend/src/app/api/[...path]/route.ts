import type { NextRequest } from "next/server";
import { forward } from "@/lib/api/proxy";

/**
 * Everything under /api goes to the service at API_URL, streamed both ways. Not a `rewrite`: those are fixed at
 * build time, and behind proxy.ts bodies past 10 MB are cut in silence (see the matcher there).
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
