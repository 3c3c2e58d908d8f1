"use client";

import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

const OVERSCAN_ROWS = 3;

/** The grid's layout as CSS computed it: its columns, the height of a row with its gap, and its position. */
type Measure = { columns: number; rowPx: number; topPx: number };

/**
 * The tiles in or near the window, for a grid with rows of equal height, and the space above and below them. `inView`
 * is null until the grid that has `ref` is measured.
 */
export function useRowsInView(count: number) {
  const { ref, measure } = useGridMeasure();
  const { columns, rowPx, topPx } = measure ?? { columns: 1, rowPx: 1, topPx: 0 };
  // Rows, not pixels: the grid renders again only when another row comes near.
  const first = useWindow(() => Math.floor((window.scrollY - topPx) / rowPx));
  const inWindow = useWindow(() => Math.ceil(window.innerHeight / rowPx));
  if (!measure) return { ref, inView: null };

  const lastRow = Math.max(0, Math.ceil(count / columns) - 1);
  const within = (row: number) => Math.min(lastRow, Math.max(0, row));
  const top = within(first - OVERSCAN_ROWS);
  const bottom = within(first + inWindow + OVERSCAN_ROWS);
  return {
    ref,
    inView: {
      from: top * columns,
      to: (bottom + 1) * columns,
      abovePx: top * rowPx,
      belowPx: (lastRow - bottom) * rowPx,
    },
  };
}

function useWindow(read: () => number): number {
  return useSyncExternalStore(subscribe, read, () => 0);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("scroll", onChange, { passive: true });
  window.addEventListener("resize", onChange);
  return () => {
    window.removeEventListener("scroll", onChange);
    window.removeEventListener("resize", onChange);
  };
}

function useGridMeasure() {
  const ref = useRef<HTMLUListElement>(null);
  const [measure, setMeasure] = useState<Measure | null>(null);
  const look = useCallback(() => {
    const grid = ref.current;
    const tile = grid?.firstElementChild;
    if (!grid || !tile) return;
    const style = getComputedStyle(grid);
    const columns = style.gridTemplateColumns.split(" ").length;
    const rowPx = tile.getBoundingClientRect().height + parseFloat(style.rowGap);
    const topPx = grid.getBoundingClientRect().top + window.scrollY;
    setMeasure((known) =>
      known?.columns === columns && known.rowPx === rowPx && known.topPx === topPx ? known : { columns, rowPx, topPx },
    );
  }, []);
  useLayoutEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(look);
    observer.observe(ref.current);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [look]);
  return { ref, measure };
}
