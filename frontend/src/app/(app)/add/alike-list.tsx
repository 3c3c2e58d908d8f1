"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { GarmentPicture } from "@/components/garment-picture";
import { api, bodyOf } from "@/lib/api/client";
import { alikeQuery } from "@/lib/api/queries";
import type { Alike, AlikeAnswer, Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { dropItems, nextFrame, outdateAdvice, putItems } from "@/lib/wardrobe/cache";
import { latest, undo } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import styles from "./alike-list.module.css";

const ANSWERS = [
  ["keep_both", strings.add.keepBoth],
  ["same_garment", strings.add.sameGarment],
  ["discard", strings.add.discard],
] as const;

/** Asks about each garment that looks like an older one. */
export function AlikeList() {
  const pairs = useQuery(alikeQuery(api)).data?.pairs ?? [];
  const { submit, isPending } = useAnswer();
  if (pairs.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="alike">
      <h2 id="alike">{strings.add.alikeTitle}</h2>
      <p className={styles.soft}>{strings.add.alikeLead}</p>
      <ul className={styles.list}>
        {pairs.map((pair) => (
          <li key={pair.item.id} className={styles.pair}>
            <Garment label={strings.add.alikeNew} item={pair.item} photoId={pair.photo_id} />
            <Garment label={strings.add.alikeThere} item={pair.like} photoId={pair.like_photo_id} />
            <div className={styles.answers}>
              {ANSWERS.map(([answer, label]) => (
                <Button key={answer} small busy={isPending} onClick={() => submit(pair, answer)}>
                  {label}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shows the photo that looks like the other one; a first photo has the same URLs as its garment. */
function Garment({ label, item, photoId }: { label: string; item: Alike["item"]; photoId: string }) {
  const photo = item.photos.slice(1).find(({ id }) => id === photoId);
  return (
    <figure className={styles.garment}>
      <GarmentPicture item={photo ? { ...item, images: photo.images } : item} size="thumb" alt={garmentName(item)} />
      <figcaption className={styles.soft}>{label}</figcaption>
    </figure>
  );
}

function useAnswer() {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ pair, answer }: { items: Item[]; pair: Alike; answer: AlikeAnswer["answer"] }) =>
      bodyOf(api.POST("/v1/near-duplicates", { body: { item_id: pair.item.id, like_id: pair.like.id, answer } })),
    onMutate: async ({ pair, answer }) => {
      client.setQueryData(
        alikeQuery(api).queryKey,
        (page) => page && { ...page, pairs: page.pairs.filter(({ item }) => item.id !== pair.item.id) },
      );
      if (answer === "keep_both") return;
      dropItems(client, new Set([pair.item.id]));
      await nextFrame();
    },
    onSuccess: (like) => {
      putItems(client, latest(client, [like]));
      outdateAdvice(client);
    },
    onError: (error, { pair }) => undo(client, error, [pair.item]),
  });
  const submit = (pair: Alike, answer: AlikeAnswer["answer"]) =>
    mutate({ items: [pair.item, pair.like], pair, answer });
  return { submit, isPending };
}
