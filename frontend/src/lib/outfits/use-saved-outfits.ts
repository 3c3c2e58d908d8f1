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

/** All outfits that the person saved or rated. A disliked outfit is remembered, but does not count as saved. */
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
  const replace = (change: (outfits: SavedOutfit[]) => SavedOutfit[]) =>
    client.setQueryData<Pages>(
      keys.outfits,
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, outfits: change(page.outfits) })) },
    );
  const drop = (outfit: SavedOutfit) => replace((outfits) => outfits.filter(({ id }) => id !== outfit.id));

  const save = useMutation({
    mutationFn: (ids: string[]) => saveOutfit(ids),
    onSuccess: (outfit) => {
      put(outfit);
      showMessage(strings.outfits.savedToast);
    },
    onError: showProblem,
  });

  const judge = useMutation({
    mutationFn: async ({ ids, known, liked }: { ids: string[]; known?: SavedOutfit; liked: boolean }) => {
      const outfit = known ?? (await saveOutfit(ids));
      return bodyOf(
        api.POST("/v1/outfits/{outfit_id}/feedback", { params: { path: { outfit_id: outfit.id } }, body: { liked } }),
      );
    },
    onMutate: ({ known, liked }) =>
      known && replace((outfits) => outfits.map((outfit) => (outfit.id === known.id ? { ...outfit, liked } : outfit))),
    onSuccess: (outfit) => {
      put(outfit);
      showMessage(strings.outfits.feedbackToast);
    },
    onError: (error, { known }) => {
      if (known) replace((outfits) => outfits.map((outfit) => (outfit.id === known.id ? known : outfit)));
      showProblem(error);
    },
  });

  const remove = useMutation({
    mutationFn: (outfit: SavedOutfit) =>
      bodyOf(api.DELETE("/v1/outfits/{outfit_id}", { params: { path: { outfit_id: outfit.id } } })),
    onMutate: (outfit) => drop(outfit),
    onSuccess: (_none, outfit) => {
      drop(outfit); // the answer to an earlier rating may have put it back
      showMessage(strings.outfits.removedToast);
    },
    onError: (error, outfit) => {
      put(outfit);
      showProblem(error);
    },
  });
  return { save, judge, remove };
}

const saveOutfit = (ids: string[]): Promise<SavedOutfit> =>
  bodyOf(api.POST("/v1/outfits", { body: { item_ids: ids, name: "" } }));
