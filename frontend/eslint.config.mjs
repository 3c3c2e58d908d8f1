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
  { files: ["scripts/**", "e2e/**", "lighthouse/**"], rules: { "no-console": "off" } },
];

export default config;
