// Checks the OpenAPI document: Redocly's recommended rules and Spectral's rules for OpenAPI, without an error or a warning.
import { createConfig, lintDocument, makeDocumentFromString, BaseResolver } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";
import { openApiDocument } from "./openapi-document.mjs";

const text = openApiDocument();

const config = await createConfig({ extends: ["recommended"] });
const document = makeDocumentFromString(text, "openapi.json");
const found = await lintDocument({ document, config, externalRefResolver: new BaseResolver(config.resolve) });
const complaints = found.map(
  ({ ruleId, message, location }) => `redocly ${ruleId}: ${message} (${location[0]?.pointer})`,
);

const checker = new spectral.Spectral();
checker.setRuleset({ extends: [[rulesets.oas, "recommended"]] });
for (const { code, message, path } of await checker.run(JSON.parse(text)))
  complaints.push(`spectral ${code}: ${message} (${path.join("/")})`);

if (complaints.length > 0) {
  console.error(complaints.join("\n"));
  process.exit(1);
}
