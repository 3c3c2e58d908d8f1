"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { Item } from "@/lib/api/types";
import { GarmentTile } from "./garment-tile";
import styles from "./garment-grid.module.css";

const FIRST_TILES = 24; // rendered before anything is measured, also on the server
const EAGER_TILES = 6;
const OVERSCAN_ROWS = 3;

/**
 * The garments as a plain CSS grid of which only the rows near the window exist; padding stands for all others. The
 * grid itself says how many columns it has and how tall a row is, so that nothing here repeats the style sheet.
 */
export function GarmentGrid({
  items,
  selected,
  onToggle,
}: {
  items: Item[];
  selected: ReadonlySet<string> | null;
  onToggle: (id: string) => void;
}) {
  const { ref, measure } = useGridMeasure();
  const columns = measure?.columns ?? 1;
  const rows = useWindowVirtualizer({
    count: Math.ceil(items.length / columns),
    estimateSize: () => measure?.rowPx ?? 0,
    overscan: OVERSCAN_ROWS,
    scrollMargin: measure?.topPx ?? 0,
    enabled: measure !== null,
  });
  useLayoutEffect(() => rows.measure(), [rows, measure]);

  const visible = rows.getVirtualItems();
  const first = visible[0];
  const last = visible.at(-1);
  const isWindowed = measure !== null && first !== undefined && last !== undefined;
  const from = isWindowed ? first.index * columns : 0;
  const to = isWindowed ? (last.index + 1) * columns : FIRST_TILES;
  const abovePx = isWindowed ? first.start - rows.options.scrollMargin : 0;
  const belowPx = isWindowed ? rows.getTotalSize() - (last.end - rows.options.scrollMargin) : 0;

  return (
    <ul ref={ref} className={styles.grid} style={isWindowed ? { paddingTop: abovePx, paddingBottom: belowPx } : undefined}>
      {items.slice(from, to).map((item, index) => (
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

type Measure = { columns: number; rowPx: number; topPx: number };

function useGridMeasure() {
  const ref = useRef<HTMLUListElement>(null);
  const [measure, setMeasure] = useState<Measure | null>(null);
  useLayoutEffect(() => {
    const grid = ref.current;
    if (!grid) return;
    const look = () => {
      const tile = grid.firstElementChild;
      if (!tile) return;
      const style = getComputedStyle(grid);
      const columns = style.gridTemplateColumns.split(" ").length;
      const rowPx = tile.getBoundingClientRect().height + parseFloat(style.rowGap);
      const topPx = grid.getBoundingClientRect().top + window.scrollY;
      setMeasure((known) =>
        known?.columns === columns && known.rowPx === rowPx && known.topPx === topPx
          ? known
          : { columns, rowPx, topPx },
      );
    };
    const observer = new ResizeObserver(look);
    observer.observe(grid);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return { ref, measure };
}
