"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Picture } from "@/components/picture";
import type { Item, Photo } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { usePhotoChange } from "@/lib/wardrobe/use-photos";
import * as strings from "@/strings";
import type { Editor } from "./cutout-modes";
import styles from "./pictures.module.css";

const PhotoTools = dynamic(() => import("./photo-tools").then((module) => module.PhotoTools), {
  ssr: false,
  loading: () => <div className={styles.waiting} />,
});

const CutoutEditor = dynamic(() => import("./cutout-editor").then((module) => module.CutoutEditor), {
  ssr: false,
  loading: () => <div className={styles.stage} />,
});

/** The garment's large picture (cut-out or photo), its other photos, and the actions on them. */
export function Pictures({ item }: { item: Item }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [wantsPhoto, setWantsPhoto] = useState(false);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [closed, setClosed] = useState<Editor | null>(null);
  const { isPending, change } = usePhotoChange(item);
  const photo = item.photos.find(({ id }) => id === chosen) ?? item.photos[0];
  if (!photo) return null;
  // The first photo uses the garment's own URLs, which earlier pages have loaded.
  const { cutout, display } = photo === item.photos[0] ? item.images : photo.images;
  const shown = wantsPhoto || !cutout ? display : cutout;
  const edit = (wanted: Editor | null) => {
    setClosed(editor);
    setEditor(wanted);
  };
  if (editor)
    return (
      <div className={styles.pictures}>
        <CutoutEditor kind={editor} photo={photo} busy={isPending} onChange={change} onClose={() => edit(null)} />
      </div>
    );
  return (
    <div className={styles.pictures}>
      <div className={styles.stage}>
        <Picture
          className={shown === cutout ? styles.cutout : styles.photo}
          path={shown}
          alt={garmentName(item)}
          width={800}
          height={1000}
          fetchPriority="high"
        />
      </div>
      {item.photos.length > 1 && <Strip photos={item.photos} shown={photo} onChoose={setChosen} />}
      {cutout && (
        <div className={styles.switch} role="group" aria-label={strings.garmentPage.picture}>
          <button type="button" aria-pressed={!wantsPhoto} onClick={() => setWantsPhoto(false)}>
            {strings.garmentPage.showCutout}
          </button>
          <button type="button" aria-pressed={wantsPhoto} onClick={() => setWantsPhoto(true)}>
            {strings.garmentPage.showPhoto}
          </button>
        </div>
      )}
      <PhotoTools item={item} photo={photo} busy={isPending} closed={closed} onChange={change} onEdit={edit} />
    </div>
  );
}

function Strip({ photos, shown, onChoose }: { photos: Photo[]; shown: Photo; onChoose: (id: string) => void }) {
  return (
    <ul className={styles.strip}>
      {photos.map((photo, index) => (
        <li key={photo.id}>
          <button
            type="button"
            aria-pressed={photo === shown}
            aria-label={strings.garmentPage.photo.number(index + 1, photos.length)}
            onClick={() => onChoose(photo.id)}
          >
            <Picture path={photo.images.thumb} alt="" width={64} height={80} loading="lazy" />
          </button>
        </li>
      ))}
    </ul>
  );
}
