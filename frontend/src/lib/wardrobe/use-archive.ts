"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, bodyOf, pictureAddress } from "@/lib/api/client";
import { jobQuery } from "@/lib/api/queries";
import { NOT_A_CHANGE } from "@/lib/api/query-client";
import { tellProblem } from "@/lib/toasts";
import { outdateWardrobe } from "./cache";

/** Everything of the person's as a ZIP, which the browser saves by itself: it may be larger than any memory. */
export function useExport() {
  return useMutation({
    ...NOT_A_CHANGE,
    mutationFn: async () => {
      // A link cannot renew an expired session; this request does.
      await bodyOf(api.GET("/v1/me"));
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
    ...NOT_A_CHANGE, // The archive's import is; the job says when it is over.
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
    if (isOver) outdateWardrobe(client);
  }, [client, isOver]);
  return { send, job };
}
