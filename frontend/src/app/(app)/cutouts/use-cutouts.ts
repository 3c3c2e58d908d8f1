import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, bodyOf } from "@/lib/api/client";
import { cutoutsQuery, jobsQuery, keys } from "@/lib/api/queries";
import { NOT_A_CHANGE, outdate } from "@/lib/api/query-client";
import type { CutoutAnswer, CutoutProposal, Item } from "@/lib/api/types";
import { showProblem } from "@/lib/toasts";
import { outdateAdvice, outdateWardrobe, putItems } from "@/lib/wardrobe/cache";
import { latest } from "@/lib/wardrobe/use-changes";

const KIND = "cutout-redo";
const AT_ONCE = 10; // answers per request, a few seconds of work

/** Starts the job, and follows the latest one, also after the page was closed. */
export function useRedo() {
  const client = useQueryClient();
  const start = useMutation({
    ...NOT_A_CHANGE, // it makes proposals and changes no garment
    mutationFn: () => bodyOf(api.POST("/v1/cutout-proposals")),
    onSuccess: () => outdate(client, keys.jobs),
    onError: showProblem,
  });
  const job = useQuery(jobsQuery(api)).data?.jobs.find(({ kind }) => kind === KIND);
  const isOver = job?.finished_at != null;
  useEffect(() => {
    if (isOver) outdate(client, keys.cutouts);
  }, [client, isOver, job?.id]);
  return { start, job };
}

/** Answers one proposal, which leaves the page at once. */
export function useAnswer() {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ proposal, answer }: { items: Item[]; proposal: CutoutProposal; answer: CutoutAnswer }) =>
      answered([proposal], answer),
    onMutate: ({ proposal }) => {
      client.setQueryData(
        cutoutsQuery(api).queryKey,
        (page) =>
          page && { ...page, proposals: page.proposals.filter(({ photo_id }) => photo_id !== proposal.photo_id) },
      );
    },
    onSuccess: ({ items }) => {
      putItems(client, latest(client, items));
      outdateAdvice(client);
    },
    onError: showProblem,
    onSettled: () => outdate(client, keys.cutouts),
  });
  const answer = (proposal: CutoutProposal, said: CutoutAnswer) =>
    mutate({ items: [proposal.item], proposal, answer: said });
  return { answer, isPending };
}

/** Uses every new cut-out, also those that the page does not show yet. */
export function useUseAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      for (;;) {
        const query = { limit: AT_ONCE };
        const { proposals } = await bodyOf(api.GET("/v1/cutout-proposals", { params: { query } }));
        if (proposals.length === 0) return;
        await answered(proposals, "use");
      }
    },
    onError: showProblem,
    onSettled: () => {
      outdate(client, keys.cutouts);
      outdateWardrobe(client);
    },
  });
}

const answered = (proposals: CutoutProposal[], answer: CutoutAnswer) =>
  bodyOf(
    api.POST("/v1/cutout-proposals/answers", {
      body: { photo_ids: proposals.map(({ photo_id }) => photo_id), answer },
    }),
  );
