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
  from: (shop: string) => `From ${shop}`,
  colorsOf: (names: string[]) => (names.length ? `Colours: ${list(names)}` : "No colours known"),
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
  name: "Name",
  brand: "Brand",
  color: "Colour on the label",
  size: "Size",
  price: "Price",
  currency: "Currency",
  notes: "Notes",
  unset: "Not set",
  priceWrong: "Please enter a number such as 49.90.",
  save: "Save details",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
