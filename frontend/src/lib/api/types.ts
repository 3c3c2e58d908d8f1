import type { components } from "./schema";

/** The service's types, by the names that the pages use. */
type Schemas = components["schemas"];

export type Item = Schemas["Item"];
export type ItemPage = Schemas["ItemPage"];
export type Attributes = Schemas["Attributes"];
export type Photo = Schemas["Photo"];
/** Left, top, right, bottom: 0..1 of the displayed picture. */
export type Box = [number, number, number, number];
export type Alike = Schemas["Alike"];
export type AlikePage = Schemas["AlikePage"];
export type AlikeAnswer = Schemas["AlikeAnswer"];
export type CutoutProposal = Schemas["CutoutProposal"];
export type CutoutAnswer = Schemas["CutoutAnswer"]["answer"];
export type Color = Schemas["Color"];
export type Category = Item["category"];
export type Slot = NonNullable<Item["slot"]>;
export type UploadResult = Schemas["TakenFile"];
export type Suggestion = Schemas["SuggestedOutfit"];
export type SuggestRequest = Schemas["SuggestRequest"];
export type SavedOutfit = Schemas["Outfit"];
export type OutfitPage = Schemas["OutfitPage"];
export type GivenFeedback = Schemas["GivenFeedback"];
export type FeedbackPage = Schemas["FeedbackPage"];
export type Session = Schemas["Session"];
export type Health = Schemas["Ready"];
export type LoadedModel = Schemas["LoadedModel"];
export type Monitoring = Schemas["Monitoring"];
export type Job = Schemas["Job"];
export type Me = Schemas["Me"];
export type Person = Schemas["Person"];
export type PersonChange = Schemas["PersonChange"];
export type Face = Schemas["Face"];
export type FaceShape = Face["shape"];
export type Season = NonNullable<Attributes["season"]>[number];

/** RFC 9457, with field errors. */
export type Problem = Schemas["Problem"] & { errors?: { field: string; message: string }[] };

/** In display order, from head to foot. */
export const CATEGORIES = [
  "t-shirt",
  "longsleeve",
  "shirt",
  "outwear",
  "dress",
  "pants",
  "shorts",
  "skirt",
  "shoes",
  "hat",
  "bag",
  "scarf",
  "other",
] as const satisfies readonly Category[];

export const SLOTS = [
  "outerwear",
  "top",
  "one-piece",
  "bottom",
  "shoes",
  "hat",
  "bag",
  "scarf",
] as const satisfies readonly Slot[];
