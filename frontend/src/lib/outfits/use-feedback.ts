"use client";

import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, bodyOf } from "@/lib/api/client";
import { feedbackQuery, keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { FeedbackPage } from "@/lib/api/types";
import { showMessage, showProblem, showUndo } from "@/lib/toasts";
import * as strings from "@/strings";
import { outfitKey } from "./use-saved-outfits";

type Pages = InfiniteData<FeedbackPage, string | undefined>;
type Answer = { ids: string[]; liked: boolean | null };

/** Every like and dislike of the person, and what they said of each outfit. */
export function useFeedback() {
  const query = useInfiniteQuery(feedbackQuery(api));
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const pages = query.data?.pages;
  const feedback = useMemo(() => pages?.flatMap((page) => page.feedback), [pages]);
  const likedByKey = useMemo(
    () => new Map((feedback ?? []).map((entry) => [outfitKey(entry.item_ids), entry.liked])),
    [feedback],
  );
  return { feedback, likedByKey, query };
}

/** Likes or dislikes an outfit, or takes the answer back with `null`. A dislike can be undone for a moment. */
export function useAnswer() {
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: ({ ids, liked }: Answer) =>
      bodyOf(api.POST("/v1/outfits/feedback", { body: { item_ids: ids, liked } })),
    onMutate: ({ ids, liked }) => {
      const key = outfitKey(ids);
      client.setQueryData<Pages>(
        keys.feedback,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              feedback: page.feedback.flatMap((entry) => {
                if (outfitKey(entry.item_ids) !== key) return [entry];
                return liked === null ? [] : [{ ...entry, liked }];
              }),
            })),
          },
      );
    },
    onSuccess: (_answer, { ids, liked }) => {
      if (liked === false) showUndo(strings.outfits.dislikedToast, () => answer.mutate({ ids, liked: null }));
      else showMessage(liked ? strings.outfits.likedToast : strings.outfits.takenBackToast);
    },
    onError: showProblem,
    onSettled: () => outdate(client, keys.feedback, keys.outfits, keys.suggestions),
  });
  return answer;
}
