"use client";

import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { useSavedOutfits } from "@/lib/outfits/use-saved-outfits";
import { useItemsById } from "@/lib/wardrobe/use-wardrobe";
import * as strings from "@/strings";
import { OutfitCard } from "../outfit-card";
import { OutfitCardsSkeleton, OutfitGrid } from "../outfit-cards";

export function SavedOutfits() {
  const { outfits, query } = useSavedOutfits();
  const items = useItemsById();
  const saved = outfits?.filter((outfit) => outfit.liked !== false);
  if (!saved || !items) return <QueryState query={query} waiting={<OutfitCardsSkeleton />} />;
  if (saved.length === 0)
    return (
      <EmptyState
        title={strings.outfits.noSavedTitle}
        actions={
          <LinkButton look="solid" href="/outfits">
            {strings.outfits.seeSuggestions}
          </LinkButton>
        }
      >
        {strings.outfits.noSaved}
      </EmptyState>
    );
  return (
    <OutfitGrid>
      {saved.map((outfit) => (
        <OutfitCard
          key={outfit.id}
          title={outfit.name || strings.outfits.savedOn(outfit.created_at)}
          outfit={outfit}
          items={items}
        />
      ))}
    </OutfitGrid>
  );
}
