"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tell, tellProblem } from "@/components/toasts";
import { api, bodyOf } from "@/lib/api/client";
import { keys } from "@/lib/api/queries";
import * as strings from "@/strings";
import { cachedItems, dropItems, nextFrame, putItems } from "./cache";

/** The 24 sample garments: one tap in, one tap out. */
export function useSamples() {
  const client = useQueryClient();
  const outdate = () =>
    Promise.all(
      [keys.wardrobe, keys.review, keys.suggestions, keys.outfits].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const add = useMutation({
    mutationFn: () => bodyOf(api.POST("/v1/samples")),
    onSuccess: async () => {
      await outdate();
      tell(strings.wardrobe.samplesIn);
    },
    onError: tellProblem,
  });
  const remove = useMutation({
    mutationFn: () => bodyOf(api.DELETE("/v1/samples")),
    onMutate: async () => {
      await client.cancelQueries({ queryKey: keys.wardrobe });
      const samples = cachedItems(client).filter((item) => item.sample);
      dropItems(client, new Set(samples.map(({ id }) => id)));
      await nextFrame();
      return samples;
    },
    onSuccess: async () => {
      await outdate();
      tell(strings.wardrobe.samplesOut);
    },
    onError: (error, _none, samples) => {
      putItems(client, samples ?? []);
      tellProblem(error);
    },
  });
  return { add, remove };
}
