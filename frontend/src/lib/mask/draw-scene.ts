import type { Point } from "./painted-mask";
import type { View } from "./view";

type Scene = {
  photo: ImageBitmap;
  /** Opaque where the garment is. */
  mask: HTMLCanvasElement;
  view: View;
  /** The outline of the brush, in pixels of the photo. */
  ring: { at: Point; radius: number } | null;
};

const MOST_DENSITY = 2; // more pixels than a person sees take a phone's memory
const STRIPE_PX = 6;
const DARK = "#1d1b18b3";
const LIGHT = "#ffffffb3";

/** Draws the photo with stripes over what is not the garment: they show on any colour. */
export function drawScene(canvas: HTMLCanvasElement, shade: HTMLCanvasElement, { photo, mask, view, ring }: Scene) {
  const density = Math.min(MOST_DENSITY, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(canvas.clientWidth * density), Math.round(canvas.clientHeight * density)];
  const context = canvas.getContext("2d");
  const veil = shade.getContext("2d");
  if (!context || !veil || width === 0 || height === 0) return;
  for (const each of [canvas, shade])
    if (each.width !== width || each.height !== height) [each.width, each.height] = [width, height];

  const scale = (width / photo.width) * view.zoom;
  const toCanvas = (to: CanvasRenderingContext2D) =>
    to.setTransform(scale, 0, 0, scale, -view.left * photo.width * scale, -view.top * photo.height * scale);

  veil.setTransform(1, 0, 0, 1, 0, 0);
  veil.globalCompositeOperation = "copy";
  veil.fillStyle = stripes(veil, density);
  veil.fillRect(0, 0, width, height);
  veil.globalCompositeOperation = "destination-out";
  toCanvas(veil);
  veil.drawImage(mask, 0, 0);

  toCanvas(context);
  context.drawImage(photo, 0, 0);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(shade, 0, 0);
  if (!ring) return;
  toCanvas(context);
  for (const [color, thickness] of [
    ["#1d1b18", 4],
    ["#ffffff", 2],
  ] as const) {
    context.beginPath();
    context.arc(ring.at[0], ring.at[1], ring.radius, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = (thickness * density) / scale;
    context.stroke();
  }
}

const tiles = new Map<number, HTMLCanvasElement>();

function stripes(context: CanvasRenderingContext2D, density: number): CanvasPattern | string {
  const tile = tiles.get(density) ?? stripedTile(2 * Math.round(STRIPE_PX * density));
  tiles.set(density, tile);
  return context.createPattern(tile, "repeat") ?? DARK;
}

function stripedTile(side: number): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [side, side];
  const context = tile.getContext("2d");
  if (!context) return tile;
  context.fillStyle = DARK;
  context.fillRect(0, 0, side, side);
  // Two light bands, so that the pattern goes on over the tile's edges.
  for (const start of [-side, 0]) {
    context.moveTo(start, side);
    context.lineTo(start + side, 0);
    context.lineTo(start + side * 1.5, 0);
    context.lineTo(start + side * 0.5, side);
    context.closePath();
  }
  context.clip();
  context.clearRect(0, 0, side, side);
  context.fillStyle = LIGHT;
  context.fillRect(0, 0, side, side);
  return tile;
}
