"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api } from "@/lib/api/client";
import { wardrobeQuery } from "@/lib/api/queries";
import type { Item } from "@/lib/api/types";

/** Every garment, newest first. Loads page after page until all are loaded. */
export function useWardrobe() {
  const query = useInfiniteQuery(wardrobeQuery(api));
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const pages = query.data?.pages;
  const items = useMemo<Item[] | undefined>(() => pages?.flatMap((page) => page.items), [pages]);
  const isComplete = items !== undefined && !hasNextPage;
  return { items, isComplete, query };
}

/** The same garments, by id. */
export function useItemsById(): ReadonlyMap<string, Item> | undefined {
  const { items } = useWardrobe();
  return useMemo(() => items && new Map(items.map((item) => [item.id, item])), [items]);
}
