"use client";

import { MaskEditor } from "@/components/mask-editor/mask-editor";
import type { Photo } from "@/lib/api/types";
import type { PhotoChange } from "@/lib/wardrobe/use-photos";
import { BoxEditor } from "./box-editor";
import type { Editor } from "./cutout-modes";

/** Says where the garment is, by a rectangle or with a brush. It closes when the service has taken the change. */
export function CutoutEditor({
  kind,
  photo,
  busy,
  onChange,
  onClose,
}: {
  kind: Editor;
  photo: Photo;
  busy: boolean;
  onChange: (change: PhotoChange) => Promise<unknown>;
  onClose: () => void;
}) {
  const apply = (change: PhotoChange) => void onChange(change).then(onClose, () => null); // usePhotoChange shows the error
  if (kind === "painted")
    return (
      <MaskEditor
        photo={photo}
        busy={busy}
        onCancel={onClose}
        onSave={(mask) => apply({ kind: "paint", photo, mask })}
      />
    );
  return (
    <BoxEditor
      photo={photo}
      busy={busy}
      onCancel={onClose}
      onDone={(box) => apply({ kind: "cutout", photo, mode: "rectangle", box })}
    />
  );
}
