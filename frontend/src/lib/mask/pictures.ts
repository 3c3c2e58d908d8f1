import { queryOptions } from "@tanstack/react-query";
import { pictureBlob } from "@/lib/api/picture";
import type { Box, Photo } from "@/lib/api/types";

/** A photo as it is shown, and its mask: opaque on the garment, of the photo's size. */
export type MaskPictures = { photo: ImageBitmap; mask: HTMLCanvasElement };

/** What a mask is painted with. The addresses change with the pictures, so an answer stays right. */
export const maskPicturesQuery = ({ images }: Photo) =>
  queryOptions({
    queryKey: ["mask-pictures", images.display, images.mask],
    queryFn: async ({ signal }): Promise<MaskPictures> => {
      const [photo, mask] = await Promise.all([
        bitmap(images.display, signal),
        images.mask === null ? null : bitmap(images.mask, signal),
      ]);
      return { photo, mask: toAlpha(mask, photo.width, photo.height) };
    },
    staleTime: Infinity,
    gcTime: 0, // two decoded pictures are 10 MB
  });

/** The garment's own box on the photo; null where nothing is cut out. */
export const garmentBoxQuery = ({ images }: Photo) =>
  queryOptions({
    queryKey: ["garment-box", images.mask],
    queryFn: async ({ signal }): Promise<Box | null> => {
      if (images.mask === null) return null;
      const mask = await bitmap(images.mask, signal);
      return boxOf(toAlpha(mask, mask.width, mask.height));
    },
    staleTime: Infinity,
  });

const bitmap = async (path: string, signal: AbortSignal) => createImageBitmap(await pictureBlob(path, signal));

/** White on black becomes opaque on transparent. */
function toAlpha(mask: ImageBitmap | null, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  if (!mask || !context) return canvas;
  context.drawImage(mask, 0, 0, width, height);
  const image = context.getImageData(0, 0, width, height);
  for (let at = 0; at < image.data.length; at += 4) image.data[at + 3] = image.data[at] ?? 0;
  context.putImageData(image, 0, 0);
  return canvas;
}

function boxOf(mask: HTMLCanvasElement): Box | null {
  const { width, height } = mask;
  const data = mask.getContext("2d")?.getImageData(0, 0, width, height).data;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!data?.[(y * width + x) * 4 + 3]) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
      [top, bottom] = [Math.min(top, y), y + 1];
    }
  return right > left ? [left / width, top / height, right / width, bottom / height] : null;
}
