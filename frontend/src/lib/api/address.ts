import "server-only";

/** The service's URL for the site's server, without a trailing slash; read at run time, not at build time. */
export function apiUrl(): string {
  return (process.env.API_URL || "http://127.0.0.1:8000").replace(/\/+$/, "");
}
