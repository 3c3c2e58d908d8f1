import type { SuggestRequest } from "@/lib/api/types";

export const WEATHERS = ["any", "freezing", "cold", "mild", "warm", "hot"] as const;
export type Weather = (typeof WEATHERS)[number];

const TEMPERATURE_C: Record<Weather, number | null> = {
  any: null,
  freezing: -4,
  cold: 6,
  mild: 15,
  warm: 23,
  hot: 31,
};

export const SUGGESTED_AT_ONCE = 6;

/** The service reads no more keys of outfits that were shown. */
export const MOST_SEEN = 1000;

/** The request for suggestions, as stored in the page's URL. */
export type Wish = { pinned: string[]; excluded: string[]; weather: Weather };

export function wishFrom(query: URLSearchParams): Wish {
  const ids = (name: string) => query.get(name)?.split(",").filter(Boolean) ?? [];
  return {
    pinned: ids("with"),
    excluded: ids("without"),
    weather: WEATHERS.find((weather) => weather === query.get("weather")) ?? "any",
  };
}

export function addressOfWish(wish: Wish): string {
  const query = new URLSearchParams();
  if (wish.pinned.length) query.set("with", wish.pinned.join(","));
  if (wish.excluded.length) query.set("without", wish.excluded.join(","));
  if (wish.weather !== "any") query.set("weather", wish.weather);
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `/outfits?${text}` : "/outfits";
}

/** `seen` has the keys of outfits that were shown before. */
export function requestFor(wish: Wish, seen: string[]): SuggestRequest {
  return {
    anchor_ids: wish.pinned,
    exclude_ids: wish.excluded,
    temperature_c: TEMPERATURE_C[wish.weather],
    limit: SUGGESTED_AT_ONCE,
    seen,
  };
}

export const pinned = (wish: Wish, id: string): Wish => ({
  ...wish,
  pinned: wish.pinned.includes(id) ? wish.pinned.filter((each) => each !== id) : [...wish.pinned, id],
  excluded: wish.excluded.filter((each) => each !== id),
});

export const excluded = (wish: Wish, id: string): Wish => ({
  ...wish,
  excluded: wish.excluded.includes(id) ? wish.excluded.filter((each) => each !== id) : [...wish.excluded, id],
  pinned: wish.pinned.filter((each) => each !== id),
});
