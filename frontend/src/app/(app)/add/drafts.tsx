"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/button";
import { GarmentPicture } from "@/components/garment-picture";
import { BlockSkeleton } from "@/components/skeleton";
import { SourceLink } from "@/components/source-link";
import { api, bodyOf } from "@/lib/api/client";
import { draftsQuery } from "@/lib/api/queries";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { showMessage, showProblem } from "@/lib/toasts";
import { outdateAdvice, putItems } from "@/lib/wardrobe/cache";
import { priceText } from "@/lib/wardrobe/details";
import { latest, useDeleteItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import styles from "./drafts.module.css";

const words = strings.shopImport;
const DraftDetails = dynamic(() => import("./draft-details").then((module) => module.DraftDetails), {
  ssr: false,
  loading: () => <BlockSkeleton tall />,
});

/** Drafts imported from shop pages, to confirm, edit or discard. */
export function Drafts() {
  const drafts = useQuery(draftsQuery(api)).data?.items ?? [];
  if (drafts.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="drafts">
      <h2 id="drafts">{words.draftsTitle}</h2>
      <p className={styles.soft}>{words.draftsLead}</p>
      <ul className={styles.list}>
        {drafts.map((item) => (
          <DraftCard key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function DraftCard({ item }: { item: Item }) {
  const client = useQueryClient();
  const remove = useDeleteItems();
  const [isOpen, setOpen] = useState(false);
  const confirm = useMutation({
    mutationFn: (_: { items: Item[] }) =>
      bodyOf(api.PATCH("/v1/items/{item_id}", { params: { path: { item_id: item.id } }, body: { draft: false } })),
    onSuccess: (confirmed) => {
      putItems(client, latest(client, [confirmed]));
      outdateAdvice(client);
      showMessage(words.confirmed);
    },
    onError: showProblem,
  });
  const { name, brand, color, size, price } = item.attributes;
  const facts = [brand, color, size, price && `${priceText(price)} ${price.currency}`].filter(Boolean);
  return (
    <li className={styles.card}>
      <GarmentPicture item={item} size="thumb" alt={garmentName(item)} className={styles.picture} />
      <div className={styles.words}>
        <h3>{name ?? garmentName(item)}</h3>
        <p className={styles.soft}>{[strings.categories[item.category].one, ...facts].join(" · ")}</p>
        {item.source_url && <SourceLink url={item.source_url} />}
        <div className={styles.actions}>
          <Button small look="solid" busy={confirm.isPending} onClick={() => confirm.mutate({ items: [item] })}>
            {words.confirm}
          </Button>
          <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.edit}
          </Button>
          <Button small look="quiet" onClick={() => remove.mutate({ items: [item] })}>
            {words.discard}
          </Button>
        </div>
      </div>
      {isOpen && <DraftDetails item={item} />}
    </li>
  );
}
