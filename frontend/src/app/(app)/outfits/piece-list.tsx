"use client";

import { Ban, Pin } from "lucide-react";
import Link from "next/link";
import { IconButton } from "@/components/button";
import type { Piece } from "@/components/flat-lay";
import { GarmentPicture } from "@/components/garment-picture";
import { garmentName } from "@/lib/garment";
import { excluded, pinned, type Wish } from "@/lib/outfits/request";
import * as strings from "@/strings";
import styles from "./piece-list.module.css";

/** The pieces of an outfit; each can be pinned in the next suggestions or excluded from them. */
export function PieceList({ pieces, wish, onWish }: { pieces: Piece[]; wish?: Wish; onWish?: (wish: Wish) => void }) {
  const outfits = strings.outfits;
  return (
    <ul className={styles.pieces} aria-label={outfits.pieces}>
      {pieces.map(({ item }) => {
        const name = garmentName(item).toLowerCase();
        const isPinned = wish?.pinned.includes(item.id) ?? false;
        return (
          <li key={item.id} className={styles.piece}>
            <Link href={`/wardrobe/${item.id}`} className={styles.link} prefetch={false}>
              <GarmentPicture item={item} size="thumb" alt="" className={styles.thumb} />
              <span>{garmentName(item)}</span>
            </Link>
            {wish && onWish && (
              <>
                <IconButton
                  label={isPinned ? outfits.unpin(name) : outfits.pin(name)}
                  aria-pressed={isPinned}
                  onClick={() => onWish(pinned(wish, item.id))}
                >
                  <Pin size={18} aria-hidden />
                </IconButton>
                <IconButton label={outfits.exclude(name)} onClick={() => onWish(excluded(wish, item.id))}>
                  <Ban size={18} aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
