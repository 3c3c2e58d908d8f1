"use client";

import { ImagePlus, Replace, RotateCcw, RotateCw, Star, Trash2 } from "lucide-react";
import { type ChangeEvent, type ReactNode, useRef } from "react";
import { IconButton } from "@/components/button";
import type { Item, Photo } from "@/lib/api/types";
import type { PhotoChange } from "@/lib/wardrobe/use-photos";
import * as strings from "@/strings";
import { CutoutModes, type Editor } from "./cutout-modes";
import styles from "./photo-tools.module.css";

const ACCEPTED = "image/*,.heic,.heif,.avif";

/** The actions on a garment's photos. */
export function PhotoTools({
  item,
  photo,
  busy,
  closed,
  onChange,
  onEdit,
}: {
  item: Item;
  photo: Photo;
  busy: boolean;
  /** The editor that was just closed. */
  closed: Editor | null;
  onChange: (change: PhotoChange) => Promise<unknown>;
  onEdit: (editor: Editor) => void;
}) {
  const words = strings.garmentPage.photo;
  const change = (wanted: PhotoChange) => void onChange(wanted).catch(() => null); // usePhotoChange shows the error

  return (
    <div className={styles.tools} aria-busy={busy}>
      <CutoutModes
        cutout={photo.cutout}
        busy={busy}
        focused={closed}
        onChoose={(mode) => change({ kind: "cutout", photo, mode })}
        onEdit={onEdit}
      />
      <div className={styles.group} role="group" aria-label={words.title}>
        <IconButton label={words.turnLeft} busy={busy} onClick={() => change({ kind: "turn", photo, degrees: -90 })}>
          <RotateCcw size={20} aria-hidden />
        </IconButton>
        <IconButton label={words.turnRight} busy={busy} onClick={() => change({ kind: "turn", photo, degrees: 90 })}>
          <RotateCw size={20} aria-hidden />
        </IconButton>
        <FileButton label={words.replace} busy={busy} onFile={(file) => change({ kind: "replace", photo, file })}>
          <Replace size={20} aria-hidden />
        </FileButton>
        <FileButton label={words.add} busy={busy} onFile={(file) => change({ kind: "add", file })}>
          <ImagePlus size={20} aria-hidden />
        </FileButton>
        {photo.id !== item.photos[0]?.id && (
          <IconButton label={words.first} busy={busy} onClick={() => change({ kind: "first", photo })}>
            <Star size={20} aria-hidden />
          </IconButton>
        )}
        {item.photos.length > 1 && (
          <IconButton label={words.delete} busy={busy} onClick={() => change({ kind: "delete", photo })}>
            <Trash2 size={20} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}

function FileButton({
  label,
  busy,
  onFile,
  children,
}: {
  label: string;
  busy: boolean;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) onFile(file);
    event.target.value = "";
  };
  return (
    <>
      <IconButton label={label} busy={busy} onClick={() => input.current?.click()}>
        {children}
      </IconButton>
      <input ref={input} type="file" accept={ACCEPTED} hidden onChange={take} data-testid={label} />
    </>
  );
}
