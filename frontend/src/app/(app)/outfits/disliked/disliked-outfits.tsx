"use client";

import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { useFeedback } from "@/lib/outfits/use-feedback";
import * as strings from "@/strings";
import { OutfitCard } from "../outfit-card";
import { OutfitCardsSkeleton, OutfitGrid } from "../outfit-cards";

export function DislikedOutfits() {
  const { feedback, query } = useFeedback();
  const disliked = feedback?.filter((entry) => !entry.liked);
  if (!disliked) return <QueryState query={query} waiting={<OutfitCardsSkeleton />} />;
  if (disliked.length === 0)
    return (
      <EmptyState
        title={strings.outfits.noDislikedTitle}
        actions={
          <LinkButton look="solid" href="/outfits">
            {strings.outfits.seeSuggestions}
          </LinkButton>
        }
      >
        {strings.outfits.noDisliked}
      </EmptyState>
    );
  return (
    <OutfitGrid>
      {disliked.map((entry, index) => (
        <OutfitCard
          key={entry.id}
          title={strings.outfits.rank(index + 1)}
          outfit={{ items: entry.items.flatMap(({ id, slot }) => (slot ? [{ id, slot }] : [])) }}
          items={new Map(entry.items.map((item) => [item.id, item]))}
          ids={entry.item_ids}
        />
      ))}
    </OutfitGrid>
  );
}
