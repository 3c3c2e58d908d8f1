"use client";

import type { Item } from "@/lib/api/types";
import { GarmentTile } from "./garment-tile";
import styles from "./garment-grid.module.css";
import { useRowsInView } from "./use-rows-in-view";

const FIRST_TILES = 24; // rendered before the grid is measured, also on the server
const EAGER_TILES = 6; // more would delay the first picture on a phone

/** A CSS grid of garments that renders only the rows near the window; padding replaces the others. */
export function GarmentGrid({
  items,
  selected,
  onToggle,
}: {
  items: Item[];
  selected: ReadonlySet<string> | null;
  onToggle: (id: string) => void;
}) {
  const { ref, inView } = useRowsInView(items.length);
  const from = inView?.from ?? 0;
  return (
    <ul
      ref={ref}
      className={styles.grid}
      style={inView ? { paddingTop: inView.abovePx, paddingBottom: inView.belowPx } : undefined}
    >
      {items.slice(from, inView?.to ?? FIRST_TILES).map((item, index) => (
        <GarmentTile
          key={item.id}
          item={item}
          eager={from + index < EAGER_TILES}
          position={from + index + 1}
          count={items.length}
          isSelected={selected ? selected.has(item.id) : null}
          onToggle={onToggle}
        />
      ))}
    </ul>
  );
}
