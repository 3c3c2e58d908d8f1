import nextCoreWebVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const config = [
  ...nextCoreWebVitals,
  ...nextTypescript,
  { ignores: [".next/", "next-env.d.ts", "playwright-report/", "test-results/", "src/lib/api/schema.d.ts"] },
  {
    rules: {
      // Pictures are private, already right-sized by the service, and come with the session's cookie.
      "@next/next/no-img-element": "off",
      // Where a session begins or ends, a whole new page is the point: nothing of the old one may stay in memory.
      "@next/next/no-location-assign-relative-destination": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "react/no-danger": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name=/^(invalidate|refetch|fetch)(Infinite)?(Queries|Query)$/]",
          message: "Use outdate() of src/lib/api/query-client.ts, which no change has to wait for.",
        },
        {
          selector: "VariableDeclarator[id.type='ObjectPattern'][init.name='strings']",
          message: "Write strings.area: taken apart, every page carries all words.",
        },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // The only place that talks HTTP is src/lib/api (and the proxy in front of the service).
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
      "import/no-cycle": "error",
      "import/no-restricted-paths": [
        "error",
        {
          zones: [
            { target: "./src/components", from: "./src/app", message: "Components know nothing of pages." },
            {
              target: "./src/lib",
              from: ["./src/app", "./src/components"],
              message: "lib knows nothing of what shows it.",
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
