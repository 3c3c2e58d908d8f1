"use client";

import { Bookmark, Download, ThumbsDown, ThumbsUp } from "lucide-react";
import { IconButton } from "@/components/button";
import { FlatLay, type Piece } from "@/components/flat-lay";
import type { Item, Suggestion } from "@/lib/api/types";
import { download, drawOutfit } from "@/lib/outfits/draw";
import type { Wish } from "@/lib/outfits/request";
import { outfitKey, useOutfitChanges, useSavedOutfits } from "@/lib/outfits/use-saved-outfits";
import { showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { PieceList } from "./piece-list";
import styles from "./outfit-card.module.css";

type Props = {
  title: string;
  outfit: Pick<Suggestion, "items" | "reasons">;
  items: ReadonlyMap<string, Item>;
  wish?: Wish;
  onWish?: (wish: Wish) => void;
};

/** An outfit: its picture, the reasons for it, its actions and its pieces. */
export function OutfitCard({ title, outfit, items, wish, onWish }: Props) {
  const pieces = outfit.items.flatMap(({ id, slot }): Piece[] => {
    const item = items.get(id);
    return item ? [{ slot, item }] : [];
  });
  return (
    <article className={styles.card} aria-label={title}>
      <FlatLay pieces={pieces} />
      <header className={styles.header}>
        <h2>{title}</h2>
        <Actions ids={outfit.items.map(({ id }) => id)} pieces={pieces} />
      </header>
      {outfit.reasons.length > 0 && (
        <ul className={styles.reasons} aria-label={strings.outfits.why}>
          {outfit.reasons.map((reason, index) => (
            <li key={index}>{reason.text}</li>
          ))}
        </ul>
      )}
      <PieceList pieces={pieces} wish={wish} onWish={onWish} />
    </article>
  );
}

function Actions({ ids, pieces }: { ids: string[]; pieces: Piece[] }) {
  const { byKey } = useSavedOutfits();
  const { save, judge, remove } = useOutfitChanges();
  const known = byKey.get(outfitKey(ids));
  const isSaved = known !== undefined && known.liked !== false;
  const outfits = strings.outfits;

  const keepPicture = () =>
    void drawOutfit(pieces)
      .then((blob) => download(blob, `${outfits.downloadName}.png`))
      .catch(showProblem);
  return (
    <div className={styles.actions}>
      <IconButton
        label={outfits.like}
        aria-pressed={known?.liked === true}
        onClick={() => judge.mutate({ ids, known, liked: true })}
      >
        <ThumbsUp size={20} aria-hidden />
      </IconButton>
      <IconButton label={outfits.dislike} onClick={() => judge.mutate({ ids, known, liked: false })}>
        <ThumbsDown size={20} aria-hidden />
      </IconButton>
      <IconButton label={outfits.download} onClick={keepPicture}>
        <Download size={20} aria-hidden />
      </IconButton>
      <IconButton
        label={isSaved ? outfits.unsave : outfits.save}
        aria-pressed={isSaved}
        busy={save.isPending}
        onClick={() => (isSaved ? remove.mutate(known) : save.mutate(ids))}
      >
        <Bookmark size={20} aria-hidden />
      </IconButton>
    </div>
  );
}
