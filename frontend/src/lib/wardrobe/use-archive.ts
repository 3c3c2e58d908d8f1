"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, bodyOf, pictureAddress } from "@/lib/api/client";
import { jobQuery } from "@/lib/api/queries";
import { NOT_A_CHANGE } from "@/lib/api/query-client";
import { showProblem } from "@/lib/toasts";
import { outdateWardrobe } from "./cache";

/** Downloads all of the person's data as a ZIP. The browser saves it directly, because it may not fit into memory. */
export function useExport() {
  return useMutation({
    ...NOT_A_CHANGE,
    mutationFn: async () => {
      // A link cannot renew an expired session; this request does.
      await bodyOf(api.GET("/v1/me"));
      window.location.assign(pictureAddress("/v1/export"));
    },
    onError: showProblem,
  });
}

export type ArchiveImport = ReturnType<typeof useArchiveImport>;

/** Uploads an archive and polls the job that imports it. */
export function useArchiveImport() {
  const client = useQueryClient();
  const [jobId, setJobId] = useState<string | null>(null);
  const send = useMutation({
    ...NOT_A_CHANGE, // Uploading changes nothing yet; the job does, and reports when it has finished.
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
    onError: showProblem,
  });
  const job = useQuery({ ...jobQuery(api, jobId ?? ""), enabled: jobId !== null }).data;
  const isOver = job?.finished_at != null;
  useEffect(() => {
    if (isOver) outdateWardrobe(client);
  }, [client, isOver]);
  return { send, job };
}
