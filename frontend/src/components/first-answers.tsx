"use client";

import { type DehydratedState, hydrate, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";

/**
 * Puts a page's first answers into the cache, unless it has newer ones. Like HydrationBoundary, but without comparing
 * clocks: when a person goes back to a page, the router renders its first answers again, which may predate a change.
 */
export function FirstAnswers({ state, children }: { state: DehydratedState; children: ReactNode }) {
  const client = useQueryClient();
  useMemo(() => {
    const known = client.getQueryCache();
    hydrate(client, { ...state, queries: state.queries.filter(({ queryHash }) => !known.get(queryHash)) });
  }, [client, state]);
  return children;
}
