import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=(), browsing-topics=()" },
];

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // `npm run typecheck` checks types; a build need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Compresses what the site serves and what it proxies (lib/api/proxy.ts asks the service for uncompressed answers).
  compress: true,
  // The type of a problem is an address at the site's root; the page is the service's.
  redirects: async () => [{ source: "/problems/:name", destination: "/api/problems/:name", permanent: false }],
  headers: async () => [{ source: "/((?!api/).*)", headers: securityHeaders }],
};

export default config;
