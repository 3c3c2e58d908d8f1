"use client";

import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { GarmentPicture } from "@/components/garment-picture";
import { Swatches } from "@/components/swatches";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import * as strings from "@/strings";
import styles from "./garment-tile.module.css";

type Props = {
  item: Item;
  eager: boolean;
  position: number;
  count: number;
  /** null outside selection mode: then the tile links to its garment. */
  isSelected: boolean | null;
  onToggle: (id: string) => void;
};

/** A garment in the grid. Its height is fixed: one line of text below the picture. */
export const GarmentTile = memo(function GarmentTile({ item, eager, position, count, isSelected, onToggle }: Props) {
  return (
    <li className={styles.tile} aria-posinset={position} aria-setsize={count}>
      {isSelected === null ? (
        <Link href={`/wardrobe/${item.id}`} className={styles.link} prefetch={false}>
          <Face item={item} eager={eager} />
        </Link>
      ) : (
        <label className={styles.link}>
          <input
            type="checkbox"
            className={styles.checkbox}
            aria-label={strings.wardrobe.selectOne(garmentName(item).toLowerCase())}
            checked={isSelected}
            onChange={() => onToggle(item.id)}
          />
          <Face item={item} eager={eager} />
        </label>
      )}
    </li>
  );
});

function Face({ item, eager }: Pick<Props, "item" | "eager">) {
  return (
    <>
      <GarmentPicture item={item} size="thumb" alt="" eager={eager} />
      {item.needs_review && (
        <span className={styles.check}>
          <CircleHelp size={16} aria-hidden /> {strings.wardrobe.checkMark}
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.name}>{garmentName(item)}</span>
        <Swatches colors={item.colors} />
      </span>
    </>
  );
}
