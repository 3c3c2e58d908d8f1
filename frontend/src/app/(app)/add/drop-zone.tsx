"use client";

import { Camera, ImagePlus } from "lucide-react";
import { type ChangeEvent, useCallback, useRef } from "react";
import { Button } from "@/components/button";
import { useUploading } from "@/components/uploads-provider";
import { isPicture } from "@/lib/uploads/dropped-files";
import * as strings from "@/strings";
import styles from "./drop-zone.module.css";

// Some systems have no image type for these extensions.
const ACCEPTED = "image/*,.heic,.heif,.avif,.zip";

/** Lets people choose photos. Dropping and pasting work on every page (see UploadsProvider). */
export function DropZone() {
  const { take } = useUploading();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  const folder = useRef<HTMLInputElement>(null);
  const asFolder = useCallback((input: HTMLInputElement | null) => {
    folder.current = input;
    input?.setAttribute("webkitdirectory", ""); // React does not support this attribute
  }, []);

  const takeFolder = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])].filter(isPicture));
    event.target.value = "";
  };
  const takeFiles = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    event.target.value = ""; // so that the same photo can be chosen again
  };

  return (
    <div className={styles.zone}>
      <ImagePlus size={36} strokeWidth={1.5} aria-hidden />
      <p className={styles.drop}>{strings.add.drop}</p>
      <p className={styles.soft}>{strings.add.or}</p>
      <div className={styles.actions}>
        <Button look="solid" onClick={() => files.current?.click()}>
          {strings.add.choose}
        </Button>
        <Button className={styles.folder} onClick={() => folder.current?.click()}>
          {strings.add.chooseFolder}
        </Button>
        <Button className={styles.camera} onClick={() => camera.current?.click()}>
          <Camera size={20} aria-hidden /> {strings.add.camera}
        </Button>
      </div>
      <p className={styles.limits}>{strings.add.limits}</p>
      <input ref={files} type="file" accept={ACCEPTED} multiple hidden onChange={takeFiles} data-testid="files" />
      <input ref={asFolder} type="file" multiple hidden onChange={takeFolder} data-testid="folder" />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={takeFiles} />
    </div>
  );
}
