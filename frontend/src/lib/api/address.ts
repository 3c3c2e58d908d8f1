import "server-only";

/** Where the site's server finds the service; read at run time, never baked into the build. No trailing slash. */
export function apiUrl(): string {
  return (process.env.API_URL || "http://127.0.0.1:8000").replace(/\/+$/, "");
}
