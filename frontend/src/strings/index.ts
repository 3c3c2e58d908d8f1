/**
 * Everything the site says, in one place; imported as `* as strings` and read as `strings.area`, so that a page
 * carries only the areas it uses.
 * A further language is a further folder beside `en` with the same exports, chosen here.
 */
export * from "./en";
