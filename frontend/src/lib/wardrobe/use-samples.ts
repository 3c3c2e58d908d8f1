"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import type { Item } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { cachedItems, dropItems, nextFrame, outdateAdvice, outdateWardrobe, putItems } from "./cache";
import { undo } from "./use-changes";

/** The 24 sample garments: one tap adds them, one tap removes them. */
export function useSamples() {
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => bodyOf(api.POST("/v1/samples")),
    onSuccess: ({ results }) => {
      putItems(
        client,
        results.flatMap(({ item }) => item ?? []),
      );
      outdateAdvice(client);
      showMessage(strings.wardrobe.samplesIn);
    },
    onError: showProblem,
  });
  const remove = useMutation({
    mutationFn: (_: { items: Item[] }) => bodyOf(api.DELETE("/v1/samples")),
    onMutate: async ({ items }) => {
      dropItems(client, new Set(items.map(({ id }) => id)));
      await nextFrame();
    },
    onSuccess: () => {
      outdateWardrobe(client);
      showMessage(strings.wardrobe.samplesOut);
    },
    onError: (error, { items }) => undo(client, error, items),
  });
  return {
    add,
    isRemoving: remove.isPending,
    remove: () => remove.mutate({ items: cachedItems(client).filter(({ sample }) => sample) }),
  };
}
