import nextCoreWebVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const config = [
  ...nextCoreWebVitals,
  ...nextTypescript,
  { ignores: [".next/", "next-env.d.ts", "playwright-report/", "test-results/", "src/lib/api/schema.d.ts"] },
  {
    rules: {
      // Pictures are private, already resized by the service, and need the session's cookie.
      "@next/next/no-img-element": "off",
      // A new document is intended when a session begins or ends: nothing of the old one may stay in memory.
      "@next/next/no-location-assign-relative-destination": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "react/no-danger": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name=/^(invalidate|refetch|fetch)(Infinite)?(Queries|Query)$/]",
          message: "Use outdate() of src/lib/api/query-client.ts: mutations must not wait for queries.",
        },
        {
          selector: "VariableDeclarator[id.type='ObjectPattern'][init.name='strings']",
          message: "Write strings.area: a destructured import bundles all strings into every page.",
        },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Only src/lib/api (and the proxy to the service) makes HTTP requests.
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/lib/api/**", "src/app/api/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Use src/lib/api." },
        { name: "XMLHttpRequest", message: "Use src/lib/api." },
      ],
    },
  },
  {
    // Imports go one way, without cycles: pages (app) import components, and both import lib.
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "import/no-cycle": ["error", { ignoreExternal: true, disableScc: true }], // the SCC optimisation takes 20 s itself
      "import/no-restricted-paths": [
        "error",
        {
          zones: [
            { target: "./src/components", from: "./src/app", message: "Components must not import pages." },
            {
              target: "./src/lib",
              from: ["./src/app", "./src/components"],
              message: "lib must not import components or pages.",
            },
          ],
        },
      ],
    },
  },
  { files: ["src/lib/api/query-client.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["scripts/**", "e2e/**", "lighthouse/**"], rules: { "no-console": "off" } },
];

export default config;
