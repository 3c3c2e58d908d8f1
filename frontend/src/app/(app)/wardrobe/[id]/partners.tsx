"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { GarmentPicture } from "@/components/garment-picture";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { matchesQuery } from "@/lib/api/queries";
import { type Item, SLOTS } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import * as strings from "@/strings";
import { HueWheel } from "./hue-wheel";
import styles from "./partners.module.css";

const SHOWN = 6;

/** The garments that match a garment best, for each slot of an outfit. */
export function Partners({ item }: { item: Item }) {
  const { id, slot } = item;
  const query = useQuery(matchesQuery(api, id));
  const matches = query.data?.matches;
  const filled = matches ? SLOTS.filter((each) => each !== slot && (matches[each]?.length ?? 0) > 0) : [];
  return (
    <section className={styles.partners} aria-labelledby="partners">
      <h2 id="partners">{strings.garmentPage.partners}</h2>
      {!matches && <QueryState query={query} waiting={<BlockSkeleton />} />}
      {matches && filled.length === 0 && <p className={styles.soft}>{strings.garmentPage.partnersNone}</p>}
      {matches &&
        filled.map((each) => (
          <div key={each} className={styles.slot}>
            <h3>{strings.slots[each]}</h3>
            <ol className={styles.row}>
              {matches[each]?.slice(0, SHOWN).map(({ item }) => (
                <li key={item.id}>
                  <Link href={`/wardrobe/${item.id}`} className={styles.link} prefetch={false}>
                    <GarmentPicture item={item} size="thumb" alt="" />
                    <span className={styles.name}>{garmentName(item)}</span>
                  </Link>
                </li>
              ))}
            </ol>
          </div>
        ))}
      {matches && filled.length > 0 && (
        <HueWheel own={item.colors} partners={filled.map((each) => matches[each]?.[0]?.item.colors ?? [])} />
      )}
    </section>
  );
}
