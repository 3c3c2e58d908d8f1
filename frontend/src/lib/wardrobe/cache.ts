import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { AlikePage, Item, ItemPage } from "@/lib/api/types";

/**
 * The cache holds the wardrobe as pages, newest first. These functions keep it, the review queue, the drafts and single
 * garments in step with a change made here, without asking for everything again.
 */
type Pages = InfiniteData<ItemPage, string | undefined>;

export function cachedItems(client: QueryClient): Item[] {
  return client.getQueryData<Pages>(keys.wardrobe)?.pages.flatMap((page) => page.items) ?? [];
}

/** Adds garments: known ones are replaced in place, new ones are inserted by age. */
export function putItems(client: QueryClient, items: Item[]): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  const owned = items.filter((item) => !item.draft);
  client.setQueryData<Pages>(keys.wardrobe, (data) => {
    if (!data) return data;
    const known = new Set<string>();
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        known.add(item.id);
        return byId.get(item.id) ?? item;
      }),
    }));
    const added = owned.filter((item) => !known.has(item.id));
    return { ...data, pages: added.reduce(insertByAge, pages) };
  });
  client.setQueryData<ItemPage>(keys.review, (page) => {
    if (!page) return page;
    const others = page.items.filter((item) => !byId.has(item.id));
    return { ...page, items: [...others, ...owned.filter((item) => item.needs_review)].sort(newestFirst) };
  });
  client.setQueryData<ItemPage>(keys.drafts, (page) => {
    if (!page) return page;
    const others = page.items.filter((item) => !byId.has(item.id));
    return { ...page, items: [...others, ...items.filter((item) => item.draft)].sort(newestFirst) };
  });
  for (const item of items) client.setQueryData(keys.item(item.id), item);
}

export function dropItems(client: QueryClient, ids: ReadonlySet<string>): void {
  const kept = (page: ItemPage): ItemPage => ({ ...page, items: page.items.filter((item) => !ids.has(item.id)) });
  client.setQueryData<Pages>(keys.wardrobe, (data) => data && { ...data, pages: data.pages.map(kept) });
  for (const queryKey of [keys.review, keys.drafts])
    client.setQueryData<ItemPage>(queryKey, (page) => page && kept(page));
  client.setQueryData<AlikePage>(
    keys.alike,
    (page) => page && { ...page, pairs: page.pairs.filter(({ item, like }) => !ids.has(item.id) && !ids.has(like.id)) },
  );
  for (const id of ids) for (const queryKey of [keys.item(id), keys.matches(id)]) client.removeQueries({ queryKey });
  // Cached advice of other pages may contain a dropped garment; those pages fetch it again.
  for (const queryKey of [keys.suggestions, keys.allMatches]) client.removeQueries({ queryKey, type: "inactive" });
}

/**
 * Resolves when the page shows what the cache holds. Wait for it between dropping garments and deleting them, so that
 * the browser no longer asks for their pictures.
 */
export const nextFrame = () => new Promise<void>((resume) => requestAnimationFrame(() => setTimeout(resume)));

/** Marks everything that the service derives from the wardrobe as stale. Call it after a change. */
export function outdateAdvice(client: QueryClient): void {
  outdate(client, keys.suggestions, keys.allMatches, keys.alike, keys.outfits);
}

/** Marks everything about garments as stale, after changes whose outcome the page does not know. */
export function outdateWardrobe(client: QueryClient): void {
  outdate(client, keys.wardrobe, keys.review, keys.drafts, keys.allItems);
  outdateAdvice(client);
}

// Ids are UUIDv7: they sort by time, which is also the service's order.
const newestFirst = (a: Item, b: Item) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

function insertByAge(pages: ItemPage[], item: Item): ItemPage[] {
  const last = pages.length - 1;
  const at = pages.findIndex(
    (page, index) => (index === last && page.next_cursor === null) || page.items.some((other) => other.id < item.id),
  );
  if (at < 0) return pages; // older than the loaded pages: a later page brings it
  return pages.map((page, index) =>
    index === at ? { ...page, items: [...page.items, item].sort(newestFirst) } : page,
  );
}
