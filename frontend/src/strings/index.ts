/**
 * Everything the site says, in one place; imported as `* as strings` and read as `strings.area`, so that a page
 * carries only the areas it uses.
 * Another language is another folder next to `en` with the same exports, selected here.
 */
export * from "./en";
