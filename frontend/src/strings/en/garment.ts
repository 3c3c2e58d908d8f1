import { list } from "./words";

export const categories = {
  "t-shirt": { one: "t-shirt", many: "T-shirts" },
  longsleeve: { one: "long-sleeved top", many: "Long-sleeved tops" },
  shirt: { one: "shirt", many: "Shirts" },
  outwear: { one: "jacket or coat", many: "Jackets and coats" },
  dress: { one: "dress", many: "Dresses" },
  pants: { one: "trousers", many: "Trousers" },
  shorts: { one: "shorts", many: "Shorts" },
  skirt: { one: "skirt", many: "Skirts" },
  shoes: { one: "shoes", many: "Shoes" },
  hat: { one: "hat", many: "Hats" },
  bag: { one: "bag", many: "Bags" },
  scarf: { one: "scarf", many: "Scarves" },
  other: { one: "something else", many: "Other things" },
};

export const slots = {
  top: "Tops",
  bottom: "Bottoms",
  "one-piece": "One-pieces",
  outerwear: "Jackets and coats",
  shoes: "Shoes",
  hat: "Hats",
  bag: "Bags",
  scarf: "Scarves",
};

export const garment = {
  name: (color: string | undefined, category: string) => capital(color ? `${color} ${category}` : category),
  colorsOf: (names: string[]) => (names.length ? `Colours: ${list(names)}` : "No colours known"),
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

export const attributes = {
  season: "Season",
  seasons: { spring: "Spring", summer: "Summer", autumn: "Autumn", winter: "Winter" },
  warmth: "Warmth",
  warmths: { light: "Light", medium: "Medium", warm: "Warm" },
  pattern: "Pattern",
  patterns: {
    plain: "Plain",
    striped: "Striped",
    checked: "Checked",
    dotted: "Dotted",
    floral: "Floral",
    printed: "Printed",
    other: "Other",
  },
  neckline: "Neckline",
  necklines: {
    round: "Round",
    v: "V",
    collar: "Collar",
    turtleneck: "Turtleneck",
    boat: "Boat",
    square: "Square",
    "off-shoulder": "Off-shoulder",
    hooded: "Hooded",
    other: "Other",
  },
  occasion: "Occasion",
  occasions: {
    everyday: "Everyday",
    work: "Work",
    sport: "Sport",
    evening: "Evening",
    formal: "Formal",
    home: "Home",
    outdoor: "Outdoor",
  },
  brand: "Brand",
  size: "Size",
  price: "Price",
  currency: "Currency",
  notes: "Notes",
  unset: "Not said",
  priceWrong: "A number such as 49.90, please.",
  save: "Save details",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
