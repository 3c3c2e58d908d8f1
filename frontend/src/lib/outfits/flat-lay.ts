import type { Slot } from "@/lib/api/types";

/** The position of each garment in an outfit's picture, 0..1 of its width and height, for the page and the download. */
export type Box = { x: number; y: number; width: number; height: number };
export const FLAT_LAY_RATIO = 4 / 5; // width / height

const GAP = 0.02;
const SIDE: readonly Slot[] = ["hat", "scarf", "bag", "shoes"]; // from head to foot

/**
 * Main garments form one column, in the order they are worn; a coat is next to them. Accessories are along the side, or
 * below the coat if there is one.
 */
export function layOut(slots: readonly Slot[]): Map<Slot, Box> {
  const has = (slot: Slot) => slots.includes(slot);
  const side = SIDE.filter(has);
  const boxes = new Map<Slot, Box>();

  let column = { x: 0.18, width: 0.64 };
  if (has("outerwear")) {
    column = { x: 0.48, width: 0.5 };
    boxes.set("outerwear", { x: 0.02, y: 0.05, width: 0.48, height: side.length > 0 ? 0.52 : 0.9 });
    const area = { x: 0.04, y: 0.6, width: 0.42, height: 0.36 };
    inRows(side, 2, area).forEach((box, slot) => boxes.set(slot, box));
  } else if (side.length > 0) {
    column = { x: 0.03, width: 0.64 };
    const height = Math.min(0.94, 0.28 * side.length);
    inRows(side, 1, { x: 0.69, y: 0.97 - height, width: 0.28, height }).forEach((box, slot) => boxes.set(slot, box));
  }

  if (has("one-piece")) boxes.set("one-piece", { ...column, y: 0.06, height: 0.88 });
  if (has("top") && has("bottom")) {
    // The top overlaps the bottom a little, as when worn.
    boxes.set("bottom", { ...column, y: 0.45, height: 0.52 });
    boxes.set("top", { ...column, y: 0.03, height: 0.45 });
  } else if (has("top")) boxes.set("top", { ...column, y: 0.15, height: 0.6 });
  else if (has("bottom")) boxes.set("bottom", { ...column, y: 0.2, height: 0.6 });
  return boxes;
}

function inRows(slots: readonly Slot[], columns: number, area: Box): Map<Slot, Box> {
  const across = Math.min(columns, slots.length);
  const cell = { width: area.width / across, height: area.height / Math.ceil(slots.length / across) };
  return new Map(
    slots.map((slot, index) => [
      slot,
      {
        x: area.x + (index % across) * cell.width + GAP / 2,
        y: area.y + Math.floor(index / across) * cell.height + GAP / 2,
        width: cell.width - GAP,
        height: cell.height - GAP,
      },
    ]),
  );
}
