"use client";

import { Bookmark, Download, ThumbsDown, ThumbsUp } from "lucide-react";
import { IconButton } from "@/components/button";
import { FlatLay, type Piece } from "@/components/flat-lay";
import type { Item, Suggestion } from "@/lib/api/types";
import { download, drawOutfit } from "@/lib/outfits/draw";
import type { Wish } from "@/lib/outfits/request";
import { useAnswer, useFeedback } from "@/lib/outfits/use-feedback";
import { outfitKey, useOutfitChanges, useSavedOutfits } from "@/lib/outfits/use-saved-outfits";
import { showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { PieceList } from "./piece-list";
import styles from "./outfit-card.module.css";

type Props = {
  title: string;
  outfit: Pick<Suggestion, "items"> & Partial<Pick<Suggestion, "reasons">>;
  items: ReadonlyMap<string, Item>;
  /** All garments of the outfit, where some may be deleted; otherwise those of `outfit`. */
  ids?: string[];
  wish?: Wish;
  onWish?: (wish: Wish) => void;
};

/** An outfit: its picture, the reasons for it, its actions and its pieces. */
export function OutfitCard({ title, outfit, items, ids, wish, onWish }: Props) {
  const pieces = outfit.items.flatMap(({ id, slot }): Piece[] => {
    const item = items.get(id);
    return item ? [{ slot, item }] : [];
  });
  return (
    <article className={styles.card} aria-label={title}>
      <FlatLay pieces={pieces} />
      <header className={styles.header}>
        <h2>{title}</h2>
        <Actions ids={ids ?? outfit.items.map(({ id }) => id)} pieces={pieces} />
      </header>
      {outfit.reasons && outfit.reasons.length > 0 && (
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
  const { likedByKey } = useFeedback();
  const { save, remove } = useOutfitChanges();
  const answer = useAnswer();
  const saved = byKey.get(outfitKey(ids));
  const liked = likedByKey.get(outfitKey(ids));
  const outfits = strings.outfits;

  const keepPicture = () =>
    void drawOutfit(pieces)
      .then((blob) => download(blob, `${outfits.downloadName}.png`))
      .catch(showProblem);
  return (
    <div className={styles.actions}>
      <IconButton
        label={outfits.like}
        aria-pressed={liked === true}
        onClick={() => answer.mutate({ ids, liked: liked === true ? null : true })}
      >
        <ThumbsUp size={20} aria-hidden />
      </IconButton>
      <IconButton
        label={outfits.dislike}
        aria-pressed={liked === false}
        onClick={() => answer.mutate({ ids, liked: liked === false ? null : false })}
      >
        <ThumbsDown size={20} aria-hidden />
      </IconButton>
      <IconButton label={outfits.download} onClick={keepPicture}>
        <Download size={20} aria-hidden />
      </IconButton>
      <IconButton
        label={saved ? outfits.unsave : outfits.save}
        aria-pressed={saved !== undefined}
        busy={save.isPending}
        onClick={() => (saved ? remove.mutate(saved) : save.mutate(ids))}
      >
        <Bookmark size={20} aria-hidden />
      </IconButton>
    </div>
  );
}
