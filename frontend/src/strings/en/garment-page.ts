import { list } from "./words";

export const garmentPage = {
  picture: "Picture",
  showCutout: "Cut out",
  showPhoto: "Photo",
  category: "What is it?",
  categorySure: "Tap another if this is wrong.",
  categoryUnsure: "Not quite sure here. Tap what is right.",
  otherCategory: "Something else",
  categoryChanged: (name: string) => `Now among ${name.toLowerCase()}`,
  colors: "Colours",
  partners: "Goes well with",
  partnersNone: "Add more clothes to see what goes with this.",
  wheelTitle: "Why these",
  wheel:
    "A wheel of hues: greys in the middle, strong colours outside. Ringed: this garment. Plain: its best partners. What lies close together is alike in colour, what lies across is a contrast.",
  wheelOf: (own: string[], others: string[]) =>
    `Colours of this garment: ${list(own)}. Colours of its best partners: ${others.length ? list(others) : "none yet"}.`,
  outfitsWith: "Outfits with this",
  details: "Details",
  sample: "Sample garment",
  delete: "Delete garment",
  added: (date: string) => `Added ${new Date(date).toLocaleDateString("en", { dateStyle: "medium", timeZone: "UTC" })}`,
  goneTitle: "This garment is not here",
  gone: "It may have been deleted.",
  toWardrobe: "To the wardrobe",
};
