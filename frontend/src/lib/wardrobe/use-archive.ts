"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { tellProblem } from "@/components/toasts";
import { api, bodyOf, pictureAddress } from "@/lib/api/client";
import { jobQuery, keys, meQuery } from "@/lib/api/queries";

/** Everything of the person's as a ZIP, which the browser saves by itself: it may be larger than any memory. */
export function useExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      // A link cannot renew a session that has run out; this does.
      await client.fetchQuery({ ...meQuery(api), staleTime: 0 });
      window.location.assign(pictureAddress("/v1/export"));
    },
    onError: tellProblem,
  });
}

export type ArchiveImport = ReturnType<typeof useArchiveImport>;

/** Sends an archive in, and follows the job that takes it in. */
export function useArchiveImport() {
  const client = useQueryClient();
  const [jobId, setJobId] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (file: File) =>
      bodyOf(
        api.POST("/v1/imports/archive", {
          body: { file: file.name },
          bodySerializer: () => {
            const form = new FormData();
            form.append("file", file);
            return form;
          },
        }),
      ),
    onSuccess: ({ id }) => setJobId(id),
    onError: tellProblem,
  });
  const job = useQuery({ ...jobQuery(api, jobId ?? ""), enabled: jobId !== null }).data;
  const isOver = job?.finished_at != null;
  useEffect(() => {
    if (!isOver) return;
    for (const queryKey of [keys.wardrobe, keys.review, keys.alike, keys.suggestions, keys.outfits])
      void client.invalidateQueries({ queryKey });
  }, [client, isOver]);
  return { send, job };
}
