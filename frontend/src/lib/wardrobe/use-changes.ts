"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tell, tellProblem, tellUndo } from "@/components/toasts";
import { api, bodyOf } from "@/lib/api/client";
import { keys } from "@/lib/api/queries";
import type { Attributes, Category, Item } from "@/lib/api/types";
import * as strings from "@/strings";
import { SLOT_OF_CATEGORY } from "./categories";
import { dropItems, nextFrame, outdateAdvice, putItems } from "./cache";

export type ItemChange = { category?: Category; attributes?: Attributes };

const changeItem = (id: string, body: ItemChange): Promise<Item> =>
  bodyOf(api.PATCH("/v1/items/{item_id}", { params: { path: { item_id: id } }, body }));

const deleteItem = (id: string) =>
  bodyOf(api.DELETE("/v1/items/{item_id}", { params: { path: { item_id: id } } }));

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

/** Changes garments at once on the page, and back again where the service refuses. */
export function useChangeItems() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ items, change }: { items: Item[]; change: ItemChange }) =>
      inTurn(items, (item) => changeItem(item.id, change)),
    onMutate: async ({ items, change }) => {
      await client.cancelQueries({ queryKey: keys.wardrobe });
      putItems(client, items.map((item) => changed(item, change)));
    },
    onSuccess: (items) => {
      putItems(client, items);
      outdateAdvice(client);
    },
    onError: (error, { items }) => {
      putItems(client, items);
      tellProblem(error);
    },
  });
}

/** Deletes garments, with a way back. */
export function useDeleteItems() {
  const client = useQueryClient();
  const restore = async (items: Item[]) => {
    try {
      putItems(client, await inTurn(items, (item) => restoreItem(item.id)));
      outdateAdvice(client);
      tell(strings.wardrobe.restored);
    } catch (error) {
      tellProblem(error);
      void client.invalidateQueries({ queryKey: keys.wardrobe });
    }
  };
  return useMutation({
    mutationFn: async (items: Item[]) => inTurn(items, (item) => deleteItem(item.id)),
    onMutate: async (items) => {
      await client.cancelQueries({ queryKey: keys.wardrobe });
      dropItems(client, new Set(items.map((item) => item.id)));
      await nextFrame();
    },
    onSuccess: (_none, items) => {
      outdateAdvice(client);
      tellUndo(strings.wardrobe.deleted(items.length), () => void restore(items));
    },
    onError: (error, items) => {
      putItems(client, items);
      tellProblem(error);
      void client.invalidateQueries({ queryKey: keys.wardrobe });
    },
  });
}

/** One after the other, so that many changes do not crowd out everybody else's requests. */
async function inTurn<T>(items: Item[], work: (item: Item) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
