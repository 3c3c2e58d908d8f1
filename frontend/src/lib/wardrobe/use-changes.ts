"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import type { Attributes, Category, Item } from "@/lib/api/types";
import { showMessage, showProblem, showUndo } from "@/lib/toasts";
import * as strings from "@/strings";
import { SLOT_OF_CATEGORY } from "./categories";
import { dropItems, nextFrame, outdateAdvice, outdateWardrobe, putItems } from "./cache";

export type ItemChange = { category?: Category; attributes?: Attributes };

const changeItem = (id: string, body: ItemChange): Promise<Item> =>
  bodyOf(api.PATCH("/v1/items/{item_id}", { params: { path: { item_id: id } }, body }));

const deleteItem = (id: string) => bodyOf(api.DELETE("/v1/items/{item_id}", { params: { path: { item_id: id } } }));

const restoreItem = (id: string): Promise<Item> =>
  bodyOf(api.POST("/v1/items/{item_id}/restore", { params: { path: { item_id: id } } }));

/** The garment as it will be after a change. */
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
      showMessage(strings.wardrobe.restored);
    },
    onError: (error) => {
      showProblem(error);
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
      showUndo(strings.wardrobe.deleted(items.length), () => restore.mutate({ items }));
    },
    onError: (error, { items }) => undo(client, error, items),
  });
}

/** Restores garments on the page after a failed change, and refetches the wardrobe. */
export function undo(client: QueryClient, error: unknown, items: Item[]): void {
  putItems(client, latest(client, items));
  showProblem(error);
  outdateWardrobe(client);
}

/**
 * The garments without a later change in progress: an earlier change's answer must not replace what the page shows of a
 * later one. Mutations that change garments list them as `items` in their variables.
 */
export function latest(client: QueryClient, items: Item[]): Item[] {
  const changesOf = ({ id }: Item) =>
    client.isMutating({
      predicate: ({ state }) =>
        (state.variables as { items?: Item[] } | undefined)?.items?.some((item) => item.id === id) ?? false,
    });
  return items.filter((item) => changesOf(item) <= 1);
}

/** Runs one at a time, so that many changes do not crowd out other people's requests. */
async function inTurn<T>(items: Item[], work: (item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
