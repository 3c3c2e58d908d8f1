/**
 * Everything the site says, in one place. A further language is a further folder beside `en` of the same type, chosen
 * here.
 */
export { en as strings } from "./en";
export type { Strings } from "./en";
