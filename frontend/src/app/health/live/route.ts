/** For orchestrators: the site's server runs. It answers under any host name, and asks the service nothing. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
