"use client";

import type { Item, Slot } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { layOut } from "@/lib/outfits/flat-lay";
import * as strings from "@/strings";
import styles from "./flat-lay.module.css";
import { Picture } from "./picture";

export type Piece = { slot: Slot; item: Item };

const percent = (share: number) => `${share * 100}%`;

/** An outfit as one picture, its garments laid out flat. */
export function FlatLay({ pieces }: { pieces: Piece[] }) {
  const boxes = layOut(pieces.map((piece) => piece.slot));
  return (
    <div
      className={styles.stage}
      role="img"
      aria-label={strings.outfits.describe(pieces.map((piece) => garmentName(piece.item).toLowerCase()))}
    >
      {[...boxes].map(([slot, box]) => {
        const item = pieces.find((piece) => piece.slot === slot)?.item;
        if (!item) return null;
        const { cutout, thumb } = item.images;
        return (
          <Picture
            key={slot}
            className={cutout ? styles.cutout : styles.photo}
            style={{
              left: percent(box.x),
              top: percent(box.y),
              width: percent(box.width),
              height: percent(box.height),
            }}
            path={cutout ?? thumb}
            alt=""
            loading="lazy"
            decoding="async"
          />
        );
      })}
    </div>
  );
}
