"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { reviewQuery } from "@/lib/api/queries";
import type { Category, Item } from "@/lib/api/types";
import { useChangeItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import { ReviewCard } from "./review-card";

const Repair = dynamic(() => import("./repair").then((module) => module.Repair), {
  ssr: false,
  loading: () => <BlockSkeleton tall />,
});

/** Shows the garments to check, one at a time. */
export function Review() {
  const query = useQuery(reviewQuery(api));
  if (!query.data) return <QueryState query={query} waiting={<BlockSkeleton tall />} />;
  return <Queue waiting={query.data.items} />;
}

function Queue({ waiting }: { waiting: Item[] }) {
  // Decided garments stay in the round, so that the person can go back to them.
  const [round, setRound] = useState(waiting);
  const [at, setAt] = useState(0);
  const [isRepairing, setRepairing] = useState(false);
  const change = useChangeItems();

  const latecomers = waiting.filter((item) => !round.some(({ id }) => id === item.id));
  if (latecomers.length > 0) setRound([...round, ...latecomers]);

  const item = round[at];
  if (!item) return <Done left={waiting.length} onAgain={() => (setRound(waiting), setAt(0))} />;

  const decide = (category: Category) => {
    change.mutate({ items: [item], change: { category } });
    setRound(round.map((each) => (each.id === item.id ? { ...each, category } : each)));
    setAt(at + 1);
  };
  const update = (fresh: Item) => setRound(round.map((each) => (each.id === fresh.id ? fresh : each)));
  if (isRepairing) return <Repair key={item.id} item={item} onChanged={update} onClose={() => setRepairing(false)} />;
  return (
    <ReviewCard
      key={item.id}
      item={item}
      at={at + 1}
      all={round.length}
      onDecide={decide}
      onChanged={update}
      onRepair={() => setRepairing(true)}
      onSkip={() => setAt(at + 1)}
      onBack={at > 0 ? () => setAt(at - 1) : undefined}
    />
  );
}

function Done({ left, onAgain }: { left: number; onAgain: () => void }) {
  return (
    <EmptyState
      title={strings.review.doneTitle}
      actions={
        <>
          <LinkButton look="solid" href="/wardrobe">
            {strings.nav.wardrobe}
          </LinkButton>
          {left > 0 && <Button onClick={onAgain}>{strings.review.again}</Button>}
        </>
      }
    >
      {left > 0 ? strings.review.skipped(left) : strings.review.done}
    </EmptyState>
  );
}
