import { type CSSProperties, useEffect, useRef, useState } from "react";
import { drawScene } from "@/lib/mask/draw-scene";
import type { PaintedMask, Point } from "@/lib/mask/painted-mask";
import { type View, zoomed } from "@/lib/mask/view";
import * as strings from "@/strings";
import styles from "./mask-editor.module.css";
import { useFrames } from "./use-frames";
import { useKeys } from "./use-keys";
import { type Tool, usePointers } from "./use-pointers";

const WHEEL_PX = 300; // of turning make the picture e times as large

type Props = {
  photo: ImageBitmap;
  mask: PaintedMask;
  tool: Tool;
  /** The brush's diameter on the screen: zoomed in, it paints finer. */
  sizePx: number;
  view: View;
  onView: (change: (view: View) => View) => void;
  onTool: (tool: Tool) => void;
  onResize: (steps: number) => void;
  describedBy: string;
};

/** The photo under its mask, painted on by mouse, pen, fingers or keys. */
export function MaskCanvas({ photo, mask, tool, sizePx, view, onView, onTool, onResize, describedBy }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<Point | null>(null);
  const [shade] = useState(() => document.createElement("canvas"));
  const [spot, setSpot] = useState("");

  const radius = (canvasWidth: number) => ((sizePx / 2) * photo.width) / (canvasWidth * view.zoom);
  const redraw = useFrames(() => {
    if (!canvas.current) return;
    const at = tool === "move" ? null : cursor.current;
    const ring = at && { at, radius: radius(canvas.current.clientWidth) };
    drawScene(canvas.current, shade, { photo, mask: mask.canvas, view, ring });
  });
  const moveBrush = (to: Point | null) => {
    cursor.current = to;
    redraw();
  };
  const surface = { mask, tool, view, onView, cursor, moveBrush, radius };
  const pointers = usePointers(surface);
  const keys = useKeys({
    ...surface,
    onTool,
    onResize,
    onSpot: (...where) => setSpot(strings.maskEditor.spot(...where)),
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const sizes = new ResizeObserver(redraw);
    sizes.observe(element);
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      const frame = element.getBoundingClientRect();
      const at = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height] as const;
      onView((now) => zoomed(now, Math.exp(-event.deltaY / WHEEL_PX), at));
    };
    element.addEventListener("wheel", zoom, { passive: false });
    return () => {
      sizes.disconnect();
      element.removeEventListener("wheel", zoom);
    };
  }, [redraw, onView]);

  return (
    <>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ "--ratio": photo.width / photo.height } as CSSProperties}
        data-tool={tool}
        tabIndex={0}
        role="application"
        aria-label={strings.maskEditor.canvas}
        aria-describedby={describedBy}
        {...pointers}
        {...keys}
      />
      <span className="visually-hidden" role="status">
        {spot}
      </span>
    </>
  );
}
