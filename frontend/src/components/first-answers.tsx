"use client";

import { type DehydratedState, hydrate, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";

/**
 * Puts a page's first answers into the cache. What the cache knows already stays: the router shows a page's first answers
 * again when a person goes back to it, and they may be from before a change.
 */
export function FirstAnswers({ state, children }: { state: DehydratedState; children: ReactNode }) {
  const client = useQueryClient();
  useMemo(() => {
    const known = client.getQueryCache();
    hydrate(client, { ...state, queries: state.queries.filter(({ queryHash }) => !known.get(queryHash)) });
  }, [client, state]);
  return children;
}
