/** What a stroke does: it adds to the garment, or takes away from it. */
export type Brush = "keep" | "remove";
/** Pixels of the photo, from its left upper corner. */
export type Point = readonly [x: number, y: number];
export type History = { canUndo: boolean; canRedo: boolean };

type Stroke = { brush: Brush; radius: number; points: Point[] };

/**
 * A mask under the brush. Strokes are kept as points, not as pictures, so that undo takes little memory: the mask is
 * the first one with all strokes drawn over it.
 */
export class PaintedMask {
  /** Opaque where the garment is. */
  readonly canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D;
  readonly #listeners = new Set<() => void>();
  #strokes: Stroke[] = [];
  #undone: Stroke[] = [];
  #current: Stroke | null = null;
  #history: History = { canUndo: false, canRedo: false };

  constructor(private readonly start: HTMLCanvasElement) {
    [this.canvas.width, this.canvas.height] = [start.width, start.height];
    const context = this.canvas.getContext("2d");
    if (!context) throw new Error("This browser has no canvas to paint on.");
    this.#context = context;
    this.#redraw();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  history = (): History => this.#history;

  /** Begins a stroke with a dab; `extend` carries it on, and `end` keeps it. `radius` in pixels of the photo. */
  begin(brush: Brush, radius: number, at: Point): void {
    this.end();
    this.#current = { brush, radius, points: [at] };
    drawStroke(this.#context, this.#current);
  }

  extend(points: readonly Point[]): void {
    if (!this.#current) return;
    const drawn = this.#current.points.length;
    this.#current.points.push(...points);
    drawStroke(this.#context, this.#current, drawn);
  }

  end(): void {
    if (!this.#current) return;
    this.#strokes.push(this.#current);
    this.#undone = [];
    this.#current = null;
    this.#changed();
  }

  /** Takes the stroke back that was begun. */
  cancel(): void {
    if (!this.#current) return;
    this.#current = null;
    this.#redraw();
  }

  undo(): void {
    this.end();
    const last = this.#strokes.pop();
    if (!last) return;
    this.#undone.push(last);
    this.#redraw();
    this.#changed();
  }

  redo(): void {
    const next = this.#undone.pop();
    if (!next) return;
    this.#strokes.push(next);
    drawStroke(this.#context, next);
    this.#changed();
  }

  isGarment([x, y]: Point): boolean {
    const { width, height } = this.canvas;
    const inside = (at: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(at)));
    return (this.#context.getImageData(inside(x, width), inside(y, height), 1, 1).data[3] ?? 0) > 127;
  }

  /** White on black, as the service takes it. */
  async toPng(): Promise<Blob> {
    const flat = document.createElement("canvas");
    [flat.width, flat.height] = [this.canvas.width, this.canvas.height];
    const context = flat.getContext("2d");
    context?.fillRect(0, 0, flat.width, flat.height);
    context?.drawImage(this.canvas, 0, 0);
    const png = await new Promise<Blob | null>((resolve) => flat.toBlob(resolve, "image/png"));
    if (!png) throw new Error("The browser could not write the mask as a PNG.");
    return png;
  }

  #redraw(): void {
    this.#context.globalCompositeOperation = "copy";
    this.#context.drawImage(this.start, 0, 0);
    for (const stroke of this.#strokes) drawStroke(this.#context, stroke);
  }

  #changed(): void {
    this.#history = { canUndo: this.#strokes.length > 0, canRedo: this.#undone.length > 0 };
    this.#listeners.forEach((listener) => listener());
  }
}

/** Draws a stroke from the point `from` on; the line begins at the point before it. */
function drawStroke(context: CanvasRenderingContext2D, { brush, radius, points }: Stroke, from = 0): void {
  context.globalCompositeOperation = brush === "keep" ? "source-over" : "destination-out";
  context.fillStyle = context.strokeStyle = "#ffffff";
  context.lineWidth = 2 * radius;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  const [first, ...rest] = points.slice(Math.max(0, from - 1));
  if (!first) return;
  if (rest.length === 0) {
    context.arc(first[0], first[1], radius, 0, 2 * Math.PI); // a line of no length draws nothing
    context.fill();
    return;
  }
  context.moveTo(first[0], first[1]);
  for (const [x, y] of rest) context.lineTo(x, y);
  context.stroke();
}
