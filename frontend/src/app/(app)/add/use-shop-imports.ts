"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, bodyOf } from "@/lib/api/client";
import { jobsQuery, keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { Job } from "@/lib/api/types";

const KIND = "shop-import";

/** Shop imports in progress, and those started here that ended without a new draft. */
export function useShopImports() {
  const client = useQueryClient();
  const [sentFromHere, setSentFromHere] = useState<readonly string[]>([]);
  const { data } = useQuery(jobsQuery(api));
  const jobs = data?.jobs.filter(({ kind }) => kind === KIND) ?? [];

  // Each finished import adds a draft.
  const done = jobs.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) outdate(client, keys.drafts);
  }, [client, done]);

  const send = useMutation({
    mutationFn: (url: string) => bodyOf(api.POST("/v1/imports", { body: { url } })),
    onSuccess: (job) => {
      setSentFromHere((ids) => [...ids, job.id]);
      outdate(client, keys.jobs);
    },
  });
  const dismiss = (id: string) => setSentFromHere((ids) => ids.filter((other) => other !== id));
  const isShown = (job: Job) => !job.finished_at || (job.detail !== "" && sentFromHere.includes(job.id));
  return { shown: jobs.filter(isShown), send, dismiss };
}
