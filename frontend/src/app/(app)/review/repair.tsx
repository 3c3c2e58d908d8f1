"use client";

import { MaskEditor } from "@/components/mask-editor/mask-editor";
import type { Item } from "@/lib/api/types";
import { usePhotoChange } from "@/lib/wardrobe/use-photos";

/** The brush, in place of the card that asked for it. */
export function Repair({
  item,
  onChanged,
  onClose,
}: {
  item: Item;
  onChanged: (item: Item) => void;
  onClose: () => void;
}) {
  const { isPending, change } = usePhotoChange(item);
  const photo = item.photos[0];
  if (!photo) return null;
  const save = async (mask: Blob) => {
    onChanged(await change({ kind: "paint", photo, mask }));
    onClose();
  };
  return (
    <MaskEditor
      photo={photo}
      busy={isPending}
      onCancel={onClose}
      onSave={(mask) => void save(mask).catch(() => null)} // usePhotoChange shows the error
    />
  );
}
