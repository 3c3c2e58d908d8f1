"use client";

import { ImageIcon, RotateCw, X } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { IconButton } from "@/components/button";
import { GarmentPicture } from "@/components/garment-picture";
import { Swatches } from "@/components/swatches";
import { garmentName } from "@/lib/garment";
import type { Upload, UploadQueue } from "@/lib/uploads/queue";
import * as strings from "@/strings";
import styles from "./upload-row.module.css";

/** One upload, and then the garment it became. */
export const UploadRow = memo(function UploadRow({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
  return (
    <li className={styles.row} data-state={upload.state}>
      {upload.state !== "done" ? <OnItsWay upload={upload} /> : <Arrived upload={upload} />}
      {upload.state === "refused" && (
        <IconButton label={strings.add.retry(upload.name)} onClick={() => queue.retry(upload.key)}>
          <RotateCw size={20} aria-hidden />
        </IconButton>
      )}
      {upload.state !== "done" && (
        <IconButton label={strings.add.remove(upload.name)} onClick={() => queue.remove(upload.key)}>
          <X size={20} aria-hidden />
        </IconButton>
      )}
    </li>
  );
});

function OnItsWay({ upload }: { upload: Exclude<Upload, { state: "done" }> }) {
  return (
    <>
      <span className={styles.place}>
        <ImageIcon size={22} strokeWidth={1.5} aria-hidden />
      </span>
      <div className={styles.words}>
        <p className={styles.name}>{upload.name}</p>
        <p className={upload.state === "refused" ? styles.why : styles.soft}>
          {upload.state === "refused" || upload.state === "pausing"
            ? `${strings.add.states[upload.state]}: ${upload.why}`
            : `${strings.add.states[upload.state]} · ${strings.add.size(upload.sizeBytes)}`}
        </p>
        {upload.state === "sending" && (
          <progress value={upload.progress} max={1} aria-label={`${strings.add.states.sending}: ${upload.name}`} />
        )}
      </div>
    </>
  );
}

function Arrived({ upload }: { upload: Extract<Upload, { state: "done" }> }) {
  const { item, itemId, isNew } = upload;
  if (!item)
    return (
      <Link href={`/wardrobe/${itemId}`} prefetch={false} className={styles.arrived}>
        <span className={styles.place}>
          <ImageIcon size={22} strokeWidth={1.5} aria-hidden />
        </span>
        <span className={styles.words}>
          <span className={styles.name}>{upload.name}</span>
          <span className={styles.soft}>{strings.add.states[isNew ? "done" : "already"]}</span>
        </span>
      </Link>
    );
  return (
    <Link href={`/wardrobe/${item.id}`} className={styles.arrived}>
      <GarmentPicture item={item} size="thumb" alt="" className={styles.thumb} />
      <span className={styles.words}>
        <span className={styles.name}>{garmentName(item)}</span>
        <span className={styles.facts}>
          <Swatches colors={item.colors} />
          <span className={styles.soft}>
            {!isNew ? strings.add.states.already : item.needs_review ? strings.wardrobe.checkMark : upload.name}
          </span>
        </span>
      </span>
    </Link>
  );
}
