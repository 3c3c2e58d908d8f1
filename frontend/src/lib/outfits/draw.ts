import { pictureAddress } from "@/lib/api/client";
import type { Item, Slot } from "@/lib/api/types";
import { FLAT_LAY_RATIO, layOut } from "./flat-lay";

const HEIGHT_PX = 1500;
const WIDTH_PX = HEIGHT_PX * FLAT_LAY_RATIO;
const PAPER = "#f2efea";

/** Draws the outfit as a PNG from pictures that the browser has loaded. */
export async function drawOutfit(pieces: { slot: Slot; item: Item }[]): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw pictures.");
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);

  for (const [slot, box] of layOut(pieces.map((piece) => piece.slot))) {
    const item = pieces.find((piece) => piece.slot === slot)?.item;
    if (!item) continue;
    const picture = await load(pictureAddress(item.images.cutout ?? item.images.display));
    const place = {
      x: box.x * WIDTH_PX,
      y: box.y * HEIGHT_PX,
      width: box.width * WIDTH_PX,
      height: box.height * HEIGHT_PX,
    };
    const scale = Math.min(place.width / picture.naturalWidth, place.height / picture.naturalHeight);
    const width = picture.naturalWidth * scale;
    const height = picture.naturalHeight * scale;
    context.drawImage(
      picture,
      place.x + (place.width - width) / 2,
      place.y + (place.height - height) / 2,
      width,
      height,
    );
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("This browser cannot draw pictures."))),
      "image/png",
    ),
  );
}

async function load(address: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
