"use client";

import { Button } from "@/components/button";
import { LinkButton } from "@/components/link-button";
import { useUploading, useUploads } from "@/components/uploads-provider";
import * as strings from "@/strings";
import { UploadRow } from "./upload-row";
import styles from "./upload-list.module.css";

export function UploadList() {
  const { queue } = useUploading();
  const uploads = useUploads();
  if (uploads.length === 0) return null;

  const done = uploads.filter(({ state }) => state === "done").length;
  const known = uploads.filter((upload) => upload.state === "done" && !upload.isNew).length;
  const refused = uploads.filter(({ state }) => state === "refused").length;
  const isFinished = done + refused === uploads.length;

  return (
    <section className={styles.section} aria-label={strings.add.listTitle}>
      <div className={styles.summary}>
        <div className={styles.words} role="status">
          <p className={styles.progress}>
            {isFinished && refused === 0 ? strings.add.allDone : strings.add.progress(done, uploads.length)}
          </p>
          {known > 0 && <p className={styles.soft}>{strings.add.knownCount(known)}</p>}
          {refused > 0 && <p className={styles.refused}>{strings.add.refusedCount(refused)}</p>}
        </div>
        <div className={styles.actions}>
          {refused > 1 && (
            <Button small onClick={() => queue.retry()}>
              {strings.add.retryAll}
            </Button>
          )}
          {done > 0 && (
            <Button small look="quiet" onClick={() => queue.clearDone()}>
              {strings.add.clearDone}
            </Button>
          )}
          {done > 0 && (
            <LinkButton small look={isFinished ? "solid" : "outline"} href="/wardrobe">
              {strings.add.toWardrobe}
            </LinkButton>
          )}
        </div>
      </div>
      <progress className={styles.bar} value={done + refused} max={uploads.length} aria-hidden />
      <ul className={styles.list}>
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} queue={queue} />
        ))}
      </ul>
    </section>
  );
}
