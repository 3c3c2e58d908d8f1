import { type PointerEvent, type RefObject, useRef } from "react";
import type { Brush, PaintedMask, Point } from "@/lib/mask/painted-mask";
import { dragged, onPicture, type Spot, type View, zoomed } from "@/lib/mask/view";

export type Tool = Brush | "move";
export type Surface = {
  mask: PaintedMask;
  tool: Tool;
  view: View;
  onView: (change: (view: View) => View) => void;
  /** Where the brush is, in pixels of the photo. */
  cursor: RefObject<Point | null>;
  /** Moves the brush, and draws the canvas in the next frame. */
  moveBrush: (to: Point | null) => void;
  /** Of the brush, in pixels of the photo, on a canvas that is so wide. */
  radius: (canvasWidth: number) => number;
};

/** Mouse, pen or one finger paint (or move the picture); two fingers zoom and move it. */
export function usePointers({ mask, tool, view, onView, cursor, moveBrush, radius }: Surface) {
  const down = useRef(new Map<number, Spot>());
  const pen = useRef<number | null>(null);

  const onPhoto = (spot: Spot): Point => {
    const [x, y] = onPicture(view, spot);
    return [x * mask.canvas.width, y * mask.canvas.height];
  };
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (event.pointerType === "touch" && pen.current !== null) return; // the hand that holds the pen
    if (event.pointerType === "pen") pen.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    const spot = spotOf(event.currentTarget, event);
    down.current.set(event.pointerId, spot);
    moveBrush(onPhoto(spot));
    if (down.current.size > 1) mask.cancel();
    else if (tool !== "move") mask.begin(tool, radius(event.currentTarget.clientWidth), onPhoto(spot));
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    const spot = spotOf(canvas, event);
    const before = down.current.get(event.pointerId);
    moveBrush(onPhoto(spot));
    if (before && down.current.size > 1) pinch(event.pointerId, before, spot);
    else if (before && tool === "move") onView((now) => dragged(now, spot[0] - before[0], spot[1] - before[1]));
    else if (before) {
      const passed = event.nativeEvent.getCoalescedEvents?.() ?? [];
      mask.extend((passed.length ? passed : [event]).map((each) => onPhoto(spotOf(canvas, each))));
    }
    if (before) down.current.set(event.pointerId, spot);
  };
  const pinch = (finger: number, before: Spot, now: Spot) => {
    const other = [...down.current].find(([id]) => id !== finger)?.[1];
    if (!other) return;
    const [from, to] = [between(before, other), between(now, other)];
    const factor = distance(now, other) / Math.max(0.01, distance(before, other));
    onView((view) => zoomed(dragged(view, to[0] - from[0], to[1] - from[1]), factor, to));
  };
  const lift = (event: PointerEvent<HTMLCanvasElement>, isCancelled: boolean) => {
    if (pen.current === event.pointerId) pen.current = null;
    if (!down.current.delete(event.pointerId)) return;
    if (isCancelled) mask.cancel();
    else mask.end();
    moveBrush(cursor.current);
  };
  return {
    onPointerDown,
    onPointerMove,
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => lift(event, false),
    onPointerCancel: (event: PointerEvent<HTMLCanvasElement>) => lift(event, true),
    onPointerLeave: () => {
      if (down.current.size === 0) moveBrush(null);
    },
  };
}

function spotOf(canvas: HTMLCanvasElement, { clientX, clientY }: { clientX: number; clientY: number }): Spot {
  const frame = canvas.getBoundingClientRect();
  return [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
}

const between = ([x0, y0]: Spot, [x1, y1]: Spot): Spot => [(x0 + x1) / 2, (y0 + y1) / 2];
const distance = ([x0, y0]: Spot, [x1, y1]: Spot) => Math.hypot(x1 - x0, y1 - y0);
