"use client";

import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, bodyOf } from "@/lib/api/client";
import { keys, outfitsQuery } from "@/lib/api/queries";
import type { OutfitPage, SavedOutfit } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";

type Pages = InfiniteData<OutfitPage, string | undefined>;

/** The same garments make the same outfit, in any order. */
export const outfitKey = (ids: string[]) => ids.toSorted().join(" ");

/** All outfits that the person saved. */
export function useSavedOutfits() {
  const query = useInfiniteQuery(outfitsQuery(api));
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const pages = query.data?.pages;
  const outfits = useMemo(() => pages?.flatMap((page) => page.outfits), [pages]);
  const byKey = useMemo(
    () => new Map((outfits ?? []).map((outfit) => [outfitKey(outfit.items.map((part) => part.id)), outfit])),
    [outfits],
  );
  return { outfits, byKey, query };
}

export function useOutfitChanges() {
  const client = useQueryClient();
  const put = (outfit: SavedOutfit) =>
    client.setQueryData<Pages>(keys.outfits, (data) => {
      const [first, ...rest] = data?.pages ?? [];
      if (!data || !first) return data;
      const without = (page: OutfitPage) => ({ ...page, outfits: page.outfits.filter(({ id }) => id !== outfit.id) });
      const head = without(first);
      return { ...data, pages: [{ ...head, outfits: [outfit, ...head.outfits] }, ...rest.map(without)] };
    });
  const drop = (outfit: SavedOutfit) =>
    client.setQueryData<Pages>(
      keys.outfits,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({ ...page, outfits: page.outfits.filter(({ id }) => id !== outfit.id) })),
        },
    );

  const save = useMutation({
    mutationFn: (ids: string[]) => saveOutfit(ids),
    onSuccess: (outfit) => {
      put(outfit);
      showMessage(strings.outfits.savedToast);
    },
    onError: showProblem,
  });

  const remove = useMutation({
    mutationFn: (outfit: SavedOutfit) =>
      bodyOf(api.DELETE("/v1/outfits/{outfit_id}", { params: { path: { outfit_id: outfit.id } } })),
    onMutate: (outfit) => drop(outfit),
    onSuccess: () => showMessage(strings.outfits.removedToast),
    onError: (error, outfit) => {
      put(outfit);
      showProblem(error);
    },
  });
  return { save, remove };
}

const saveOutfit = (ids: string[]): Promise<SavedOutfit> =>
  bodyOf(api.POST("/v1/outfits", { body: { item_ids: ids, name: "" } }));
