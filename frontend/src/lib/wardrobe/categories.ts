import type { Category, Slot } from "@/lib/api/types";

/** Where in an outfit a garment goes; what is "other" goes nowhere. The service's own table, for quick answers here. */
export const SLOT_OF_CATEGORY: Record<Category, Slot | null> = {
  "t-shirt": "top",
  longsleeve: "top",
  shirt: "top",
  outwear: "outerwear",
  dress: "one-piece",
  pants: "bottom",
  shorts: "bottom",
  skirt: "bottom",
  shoes: "shoes",
  hat: "hat",
  bag: "bag",
  scarf: "scarf",
  other: null,
};
