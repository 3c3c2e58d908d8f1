import { CATEGORIES, type Category, type Item, type Slot } from "@/lib/api/types";

/** The place of each category in an outfit; "other" has none. The service's own table, for immediate answers. */
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

const LIKELY = 4;

/** What a garment may be: its category and the classifier's next guesses, best first, and all other categories. */
export function categoryChoices(item: Item): { likely: Category[]; others: Category[] } {
  const guesses = [item.category, ...item.alternatives.map((guess) => guess.category)];
  const likely = [...new Set(guesses)].slice(0, LIKELY);
  return { likely, others: CATEGORIES.filter((category) => !likely.includes(category)) };
}
