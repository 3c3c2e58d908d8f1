/** Which part of a picture a canvas of the same shape shows: lengths are shares 0..1 of the picture. */
export type View = { zoom: number; left: number; top: number };
/** A share 0..1 of the canvas, or of the picture. */
export type Spot = readonly [x: number, y: number];

export const WHOLE: View = { zoom: 1, left: 0, top: 0 };
export const MOST_ZOOM = 8;

/** The same spot of the canvas, on the picture. */
export const onPicture = ({ zoom, left, top }: View, [x, y]: Spot): Spot => [left + x / zoom, top + y / zoom];

/** Zooms by a factor; the picture stays where it is at one spot of the canvas. */
export function zoomed(view: View, factor: number, at: Spot = [0.5, 0.5]): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const [x, y] = onPicture(view, at);
  return within({ zoom, left: x - at[0] / zoom, top: y - at[1] / zoom });
}

/** Drags the picture along, by shares of the canvas. */
export const dragged = ({ zoom, left, top }: View, across: number, down: number): View =>
  within({ zoom, left: left - across / zoom, top: top - down / zoom });

/** The view moved as little as it takes to show a spot of the picture. */
export function showing({ zoom, left, top }: View, [x, y]: Spot): View {
  const [size, margin] = [1 / zoom, 0.1 / zoom];
  const along = (start: number, spot: number) => Math.min(spot - margin, Math.max(spot - size + margin, start));
  return within({ zoom, left: along(left, x), top: along(top, y) });
}

function within({ zoom, left, top }: View): View {
  const most = 1 - 1 / zoom;
  return { zoom, left: Math.min(most, Math.max(0, left)), top: Math.min(most, Math.max(0, top)) };
}
