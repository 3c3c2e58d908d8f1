"use client";

import type { UseQueryResult, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";
import { Button } from "./button";
import { Notice } from "./notice";

type Query = UseQueryResult<unknown> | UseInfiniteQueryResult<unknown>;

/** Shown until a query has data, or when it fails. `waiting` is the page's own skeleton. */
export function QueryState({ query, waiting }: { query: Query; waiting: ReactNode }) {
  if (query.status === "error")
    return (
      <Notice
        title={strings.problem.title}
        assertive
        actions={
          <Button small onClick={() => void query.refetch()}>
            {strings.actions.retry}
          </Button>
        }
      >
        {messageOf(query.error)}
      </Notice>
    );
  if (query.fetchStatus === "paused") return <Notice>{strings.state.offline}</Notice>;
  if (query.failureCount > 0) return <Notice>{strings.state.waitingForService}</Notice>;
  return (
    <div role="status">
      <span className="visually-hidden">{strings.state.loading}</span>
      {waiting}
    </div>
  );
}
