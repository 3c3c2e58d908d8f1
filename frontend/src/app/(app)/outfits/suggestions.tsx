"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Shuffle } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { QueryState } from "@/components/query-state";
import { api } from "@/lib/api/client";
import { suggestionsQuery } from "@/lib/api/queries";
import { addressOfWish, MOST_SEEN, requestFor, type Wish, wishFrom } from "@/lib/outfits/request";
import { useItemsById } from "@/lib/wardrobe/use-wardrobe";
import * as strings from "@/strings";
import { OutfitCard } from "./outfit-card";
import { OutfitCardsSkeleton, OutfitGrid } from "./outfit-cards";
import { WishBar } from "./wish-bar";
import styles from "./suggestions.module.css";

const wishFor = (wish: Wish) => window.history.replaceState(null, "", addressOfWish(wish));

export function Suggestions() {
  const wish = wishFrom(new URLSearchParams(useSearchParams()));
  const address = addressOfWish(wish);
  const [shown, setShown] = useState({ address, seen: [] as string[] });
  const seen = shown.address === address ? shown.seen : [];
  const query = useQuery({ ...suggestionsQuery(api, requestFor(wish, seen)), placeholderData: keepPreviousData });
  const items = useItemsById();
  const { data, isPlaceholderData } = query;

  const top = useRef<HTMLDivElement>(null);
  const isMoving = useRef(false);
  useEffect(() => {
    if (!isMoving.current || isPlaceholderData || !data) return;
    isMoving.current = false;
    top.current?.scrollIntoView({ block: "start" });
    top.current?.focus({ preventScroll: true });
  }, [data, isPlaceholderData]);

  const showOthers = () => {
    if (!data) return;
    isMoving.current = true;
    const before = data.started_over ? [] : seen;
    setShown({ address, seen: [...before, ...data.outfits.map(({ key }) => key)].slice(-MOST_SEEN) });
  };
  const outfits = data?.outfits;
  return (
    <>
      <WishBar wish={wish} items={items} onChange={wishFor} />
      {!data || !items ? (
        <QueryState query={query} waiting={<OutfitCardsSkeleton />} />
      ) : outfits && outfits.length > 0 ? (
        <>
          <div ref={top} tabIndex={-1} className={styles.top}>
            {data.started_over && <p role="status">{strings.outfits.startedOver}</p>}
          </div>
          <OutfitGrid isStale={isPlaceholderData}>
            {outfits.map((outfit, index) => (
              <OutfitCard
                key={outfit.key}
                title={strings.outfits.rank(index + 1)}
                outfit={outfit}
                items={items}
                wish={wish}
                onWish={wishFor}
              />
            ))}
          </OutfitGrid>
          <div className={styles.more}>
            <Button onClick={showOthers} busy={query.isFetching}>
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
          {data.why ?? strings.outfits.none}
        </EmptyState>
      )}
    </>
  );
}
