import type { KeyboardEvent } from "react";
import type { Point } from "@/lib/mask/painted-mask";
import { onPicture, showing } from "@/lib/mask/view";
import type { Surface, Tool } from "./use-pointers";

const STEP_PX = 8; // on the screen
const FURTHER = 5;
const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Keys = Surface & {
  onTool: (tool: Tool) => void;
  onResize: (steps: number) => void;
  /** After each move and stroke, for who cannot see them. */
  onSpot: (across: number, down: number, isGarment: boolean) => void;
};

/** The whole of painting by keyboard. While Space is held, arrows draw a line. */
export function useKeys({ mask, tool, view, onView, cursor, moveBrush, radius, onTool, onResize, onSpot }: Keys) {
  const { width, height } = mask.canvas;
  const middle = (): Point => {
    const [x, y] = onPicture(view, [0.5, 0.5]);
    return [x * width, y * height];
  };
  const tell = ([x, y]: Point) => onSpot(x / width, y / height, mask.isGarment([x, y]));

  const moveTo = (canvasWidth: number, [across, down]: Point, further: boolean) => {
    const step = ((STEP_PX * (further ? FURTHER : 1)) / (canvasWidth * view.zoom)) * width;
    const [x, y] = cursor.current ?? middle();
    const to: Point = [Math.min(width, Math.max(0, x + across * step)), Math.min(height, Math.max(0, y + down * step))];
    moveBrush(to);
    mask.extend([to]);
    onView((now) => showing(now, [to[0] / width, to[1] / height]));
    tell(to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLCanvasElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const key = event.key.toLowerCase();
    if (arrow) moveTo(event.currentTarget.clientWidth, arrow, event.shiftKey);
    else if (key === " ") {
      const at = cursor.current ?? middle();
      moveBrush(at);
      if (!event.repeat && tool !== "move") mask.begin(tool, radius(event.currentTarget.clientWidth), at);
      tell(at);
    } else if (key === "+" || key === "=") onResize(1);
    else if (key === "-") onResize(-1);
    else if (key === "k") onTool("keep");
    else if (key === "r") onTool("remove");
    else return;
    event.preventDefault();
  };
  return {
    onKeyDown,
    onKeyUp: (event: KeyboardEvent) => event.key === " " && mask.end(),
    onFocus: () => moveBrush(cursor.current ?? middle()),
    onBlur: () => mask.end(), // a key let go elsewhere is not heard here
  };
}
