"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Shuffle } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { api } from "@/lib/api/client";
import { suggestionsQuery } from "@/lib/api/queries";
import { addressOfWish, requestFor, type Wish, wishFrom } from "@/lib/outfits/request";
import { outfitKey, useSavedOutfits } from "@/lib/outfits/use-saved-outfits";
import { useItemsById } from "@/lib/wardrobe/use-wardrobe";
import * as strings from "@/strings";
import { OutfitCard } from "./outfit-card";
import { OutfitCardsSkeleton, OutfitGrid } from "./outfit-cards";
import { WishBar } from "./wish-bar";
import styles from "./suggestions.module.css";

const wishFor = (wish: Wish) => window.history.replaceState(null, "", addressOfWish(wish));

export function Suggestions() {
  const wish = wishFrom(new URLSearchParams(useSearchParams()));
  const query = useQuery({ ...suggestionsQuery(api, requestFor(wish)), placeholderData: keepPreviousData });
  const items = useItemsById();
  const { byKey } = useSavedOutfits();

  const outfits = query.data?.outfits.filter(
    (outfit) => byKey.get(outfitKey(outfit.items.map(({ id }) => id)))?.liked !== false,
  );
  return (
    <>
      <WishBar wish={wish} items={items} onChange={wishFor} />
      {!query.data || !items ? (
        <QueryState query={query} waiting={<OutfitCardsSkeleton />} />
      ) : outfits && outfits.length > 0 ? (
        <>
          <OutfitGrid isStale={query.isPlaceholderData}>
            {outfits.map((outfit, index) => (
              <OutfitCard
                key={outfitKey(outfit.items.map(({ id }) => id))}
                title={strings.outfits.rank(index + 1)}
                outfit={outfit}
                items={items}
                wish={wish}
                onWish={wishFor}
              />
            ))}
          </OutfitGrid>
          <div className={styles.more}>
            <Button onClick={() => wishFor({ ...wish, seed: wish.seed + 1 })} busy={query.isFetching}>
              <Shuffle size={18} aria-hidden /> {strings.outfits.more}
            </Button>
          </div>
        </>
      ) : (
        <EmptyState
          title={strings.outfits.noneTitle}
          actions={
            <LinkButton look="solid" href="/add">
              {strings.wardrobe.addPhotos}
            </LinkButton>
          }
        >
          {query.data.why ?? strings.outfits.none}
        </EmptyState>
      )}
    </>
  );
}
