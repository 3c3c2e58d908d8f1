import type { Slot } from "@/lib/api/types";

/** Where each garment lies in a picture of an outfit; 0..1 of its width and height. One layout for page and download. */
export type Box = { x: number; y: number; width: number; height: number };
export const FLAT_LAY_RATIO = 4 / 5; // width / height

const SIDE: readonly Slot[] = ["hat", "scarf", "bag", "shoes"]; // from head to foot

export function layOut(slots: readonly Slot[]): Map<Slot, Box> {
  const has = (slot: Slot) => slots.includes(slot);
  const side = SIDE.filter(has);
  const left = has("outerwear") ? 0.37 : side.length > 0 ? 0.05 : 0.2;
  const right = side.length > 0 ? 0.7 : has("outerwear") ? 0.97 : 0.8;
  const boxes = new Map<Slot, Box>();

  const column = { x: left, width: right - left };
  if (has("one-piece")) boxes.set("one-piece", { ...column, y: 0.06, height: 0.88 });
  if (has("top") && has("bottom")) {
    // The top hangs a little over the bottom, as it is worn.
    boxes.set("bottom", { ...column, y: 0.44, height: 0.53 });
    boxes.set("top", { ...column, y: 0.03, height: 0.44 });
  } else if (has("top")) boxes.set("top", { ...column, y: 0.15, height: 0.6 });
  else if (has("bottom")) boxes.set("bottom", { ...column, y: 0.2, height: 0.6 });
  if (has("outerwear")) boxes.set("outerwear", { x: 0.02, y: 0.06, width: 0.37, height: 0.62 });

  const height = Math.min(0.26, 0.92 / side.length);
  const top = 0.96 - height * side.length;
  side.forEach((slot, index) => {
    boxes.set(slot, { x: 0.71, y: top + index * height + 0.01, width: 0.26, height: height - 0.02 });
  });
  return boxes;
}
