"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { cutoutsQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import styles from "./cutouts.module.css";
import { Pair } from "./pair";
import { useAnswer, useRedo, useUseAll } from "./use-cutouts";

/** Starts the job that cuts photos out again, and shows each photo as it is now and as it would be. */
export function Cutouts() {
  const query = useQuery(cutoutsQuery(api));
  const { start, job } = useRedo();
  const { answer, isPending } = useAnswer();
  const all = useUseAll();
  if (!query.data) return <QueryState query={query} waiting={<BlockSkeleton tall />} />;

  const { proposals, redoable } = query.data;
  const words = strings.cutouts;
  const isAtWork = start.isPending || (job !== undefined && !job.finished_at);
  return (
    <div className={styles.page}>
      {redoable > 0 && !isAtWork && (
        <div className={styles.offer}>
          <p>{words.offer(redoable)}</p>
          <Button look={proposals.length > 0 ? "outline" : "solid"} onClick={() => start.mutate()}>
            {words.start}
          </Button>
        </div>
      )}
      <p role="status" className={styles.soft}>
        {isAtWork ? words.progress(job?.progress.done ?? 0, job?.progress.total ?? null) : job?.detail}
      </p>
      {proposals.length > 0 && (
        <>
          <div>
            <Button look="solid" busy={all.isPending || isPending} onClick={() => all.mutate()}>
              {words.useAll}
            </Button>
          </div>
          <ul className={styles.list}>
            {proposals.map((proposal) => (
              <Pair key={proposal.photo_id} proposal={proposal} busy={all.isPending} onAnswer={answer} />
            ))}
          </ul>
        </>
      )}
      {proposals.length === 0 && redoable === 0 && !isAtWork && (
        <EmptyState
          title={words.emptyTitle}
          actions={
            <LinkButton look="solid" href="/wardrobe">
              {strings.nav.wardrobe}
            </LinkButton>
          }
        >
          {words.empty}
        </EmptyState>
      )}
    </div>
  );
}
