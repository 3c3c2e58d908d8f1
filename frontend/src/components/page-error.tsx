"use client";

import * as strings from "@/strings";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

/** Replaces a page that failed to render. */
export function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <EmptyState
      title={strings.problem.pageTitle}
      actions={
        <Button look="solid" onClick={reset}>
          {strings.actions.retry}
        </Button>
      }
    >
      {strings.problem.page}
    </EmptyState>
  );
}
