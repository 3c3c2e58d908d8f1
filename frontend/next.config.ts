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
  // Types are checked by `npm run typecheck`; whoever only runs Curator need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The service compresses and caches what is its own; the proxy must not buffer it again.
  compress: true,
  headers: async () => [{ source: "/((?!api/).*)", headers: securityHeaders }],
};

export default config;
