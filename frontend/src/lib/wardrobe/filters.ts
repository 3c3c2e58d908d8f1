import type { Category, Item } from "@/lib/api/types";
import { CATEGORIES } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";

export const SORTS = ["newest", "oldest", "kind", "color"] as const;
export type Sort = (typeof SORTS)[number];

export type Filters = {
  category: Category | null;
  color: string | null;
  season: string | null;
  text: string;
  toReview: boolean;
  sort: Sort;
};

export const NO_FILTERS: Filters = {
  category: null,
  color: null,
  season: null,
  text: "",
  toReview: false,
  sort: "newest",
};

// A colour with a smaller share is an accent, and not what people search for.
const SEARCHED_COLOR_SHARE = 0.15;

/** Filters as stored in the page's URL, so that a filtered wardrobe can be reloaded or bookmarked. */
export function filtersFrom(query: URLSearchParams): Filters {
  return {
    category: CATEGORIES.find((category) => category === query.get("category")) ?? null,
    color: query.get("color"),
    season: query.get("season"),
    text: query.get("q") ?? "",
    toReview: query.get("review") === "1",
    sort: SORTS.find((sort) => sort === query.get("sort")) ?? "newest",
  };
}

export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  if (filters.category) query.set("category", filters.category);
  if (filters.color) query.set("color", filters.color);
  if (filters.season) query.set("season", filters.season);
  if (filters.text) query.set("q", filters.text);
  if (filters.toReview) query.set("review", "1");
  if (filters.sort !== "newest") query.set("sort", filters.sort);
  const text = query.toString();
  return text ? `/wardrobe?${text}` : "/wardrobe";
}

export function isNarrowed(filters: Filters): boolean {
  return addressOf({ ...filters, sort: "newest" }) !== "/wardrobe";
}

export function chosenItems(items: Item[], filters: Filters): Item[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = items.filter(
    (item) =>
      (!filters.category || item.category === filters.category) &&
      (!filters.color || namesOfColors(item).includes(filters.color)) &&
      (!filters.season || (item.attributes.season ?? []).some((season) => season === filters.season)) &&
      (!filters.toReview || item.needs_review) &&
      (words.length === 0 || includesAll(searchText(item), words)),
  );
  return filters.sort === "newest" ? chosen : sorted(chosen, filters.sort);
}

/** The number of garments per category, in display order, and per colour, most common first. */
export function facetsOf(items: Item[]): { categories: [Category, number][]; colors: [string, string, number][] } {
  const categories = new Map<Category, number>();
  const colors = new Map<string, { hex: string; count: number }>();
  for (const item of items) {
    categories.set(item.category, (categories.get(item.category) ?? 0) + 1);
    for (const name of namesOfColors(item)) {
      const known = colors.get(name);
      if (known) known.count++;
      else colors.set(name, { hex: item.colors.find((color) => color.name === name)?.hex ?? "#888888", count: 1 });
    }
  }
  return {
    categories: CATEGORIES.flatMap((category) => {
      const count = categories.get(category);
      return count ? [[category, count] as [Category, number]] : [];
    }),
    colors: [...colors]
      .map(([name, { hex, count }]): [string, string, number] => [name, hex, count])
      .sort((a, b) => b[2] - a[2]),
  };
}

function namesOfColors(item: Item): string[] {
  return [...new Set(item.colors.filter((color) => color.share >= SEARCHED_COLOR_SHARE).map((color) => color.name))];
}

function searchText(item: Item): string {
  const { season, warmth, pattern, neckline, occasion, brand, size, notes } = item.attributes;
  const parts = [
    garmentName(item),
    item.category,
    ...namesOfColors(item),
    ...(season ?? []),
    ...(occasion ?? []),
    warmth,
    pattern,
    neckline,
    brand,
    size,
    notes,
  ];
  return parts.filter(Boolean).join(" ").toLowerCase();
}

const includesAll = (text: string, words: string[]) => words.every((word) => text.includes(word));

function sorted(items: Item[], sort: Exclude<Sort, "newest">): Item[] {
  if (sort === "oldest") return items.toReversed();
  const rank = (item: Item) => CATEGORIES.indexOf(item.category);
  const color = (item: Item) => item.colors[0]?.name ?? "";
  return items.toSorted(
    sort === "kind"
      ? (a, b) => rank(a) - rank(b) || color(a).localeCompare(color(b))
      : (a, b) => color(a).localeCompare(color(b)) || rank(a) - rank(b),
  );
}
