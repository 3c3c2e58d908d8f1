"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import type { Attributes, Category, Item } from "@/lib/api/types";
import { tell, tellProblem, tellUndo } from "@/lib/toasts";
import * as strings from "@/strings";
import { SLOT_OF_CATEGORY } from "./categories";
import { dropItems, nextFrame, outdateAdvice, outdateWardrobe, putItems } from "./cache";

export type ItemChange = { category?: Category; attributes?: Attributes };

const changeItem = (id: string, body: ItemChange): Promise<Item> =>
  bodyOf(api.PATCH("/v1/items/{item_id}", { params: { path: { item_id: id } }, body }));

const deleteItem = (id: string) => bodyOf(api.DELETE("/v1/items/{item_id}", { params: { path: { item_id: id } } }));

const restoreItem = (id: string): Promise<Item> =>
  bodyOf(api.POST("/v1/items/{item_id}/restore", { params: { path: { item_id: id } } }));

/** What a garment will be once the service has taken a change. */
function changed(item: Item, change: ItemChange): Item {
  const category = change.category ?? item.category;
  return {
    ...item,
    category,
    slot: SLOT_OF_CATEGORY[category],
    needs_review: change.category ? false : item.needs_review,
    attributes: { ...item.attributes, ...change.attributes },
  };
}

/** Changes garments on the page at once, and back again if the service refuses. */
export function useChangeItems() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ items, change }: { items: Item[]; change: ItemChange }) =>
      inTurn(items, (item) => changeItem(item.id, change)),
    onMutate: ({ items, change }) =>
      putItems(
        client,
        items.map((item) => changed(item, change)),
      ),
    onSuccess: (items) => {
      putItems(client, latest(client, items));
      outdateAdvice(client);
    },
    onError: (error, { items }) => undo(client, error, items),
  });
}

/** Deletes garments, with a way back. */
export function useDeleteItems() {
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: ({ items }: { items: Item[] }) => inTurn(items, (item) => restoreItem(item.id)),
    onSuccess: (items) => {
      putItems(client, latest(client, items));
      outdateAdvice(client);
      tell(strings.wardrobe.restored);
    },
    onError: (error) => {
      tellProblem(error);
      outdateWardrobe(client);
    },
  });
  return useMutation({
    mutationFn: async ({ items }: { items: Item[] }) => inTurn(items, (item) => deleteItem(item.id)),
    onMutate: async ({ items }) => {
      dropItems(client, new Set(items.map((item) => item.id)));
      await nextFrame();
    },
    onSuccess: (_none, { items }) => {
      outdateAdvice(client);
      tellUndo(strings.wardrobe.deleted(items.length), () => restore.mutate({ items }));
    },
    onError: (error, { items }) => undo(client, error, items),
  });
}

/** Shows garments as they were before a change that failed, and asks the service how they are. */
export function undo(client: QueryClient, error: unknown, items: Item[]): void {
  putItems(client, latest(client, items));
  tellProblem(error);
  outdateWardrobe(client);
}

/**
 * Those garments that no later change is about: what an earlier change answers must not undo on the page what the later
 * one shows already. Changes of garments name them as `items`.
 */
export function latest(client: QueryClient, items: Item[]): Item[] {
  const changesOf = ({ id }: Item) =>
    client.isMutating({
      predicate: ({ state }) =>
        (state.variables as { items?: Item[] } | undefined)?.items?.some((item) => item.id === id) ?? false,
    });
  return items.filter((item) => changesOf(item) <= 1);
}

/** One after the other, so that many changes do not crowd out other people's requests. */
async function inTurn<T>(items: Item[], work: (item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
