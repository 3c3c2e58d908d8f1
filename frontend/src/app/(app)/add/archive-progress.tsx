"use client";

import { useQuery } from "@tanstack/react-query";
import { useUploading } from "@/components/uploads-provider";
import { api } from "@/lib/api/client";
import { jobsQuery } from "@/lib/api/queries";
import type { Job } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./archive-progress.module.css";

const KIND = "archive-import";
type FileResult = { filename: string; detail?: string };

/** The progress of ZIP imports: the one started here, and any other that is still running. */
export function ArchiveProgress() {
  const { archive } = useUploading();
  const unfinished = (useQuery(jobsQuery(api)).data?.jobs ?? []).filter((job) => job.kind === KIND && !job.finished_at);
  const own = archive.job ? [archive.job] : [];
  const jobs = [...own, ...unfinished.filter((job) => job.id !== archive.job?.id)];
  if (jobs.length === 0 && !archive.send.isPending) return null;
  return (
    <section className={styles.section} aria-label={strings.add.archiveTitle}>
      {archive.send.isPending && <p role="status">{strings.add.archiveSending}</p>}
      {jobs.map((job) => (
        <Archive key={job.id} job={job} />
      ))}
    </section>
  );
}

function Archive({ job }: { job: Job }) {
  const { done, total } = job.progress;
  const files = Array.isArray(job.result.files) ? (job.result.files as FileResult[]) : [];
  const refused = files.filter(({ detail }) => detail);
  return (
    <div className={styles.archive} data-state={job.state}>
      <p role="status">{strings.add.archiveState(job.state, done, total, job.state === "failed" ? job.detail : "")}</p>
      {!job.finished_at && <progress value={done} max={total ?? 1} aria-label={strings.add.archiveTitle} />}
      {refused.length > 0 && (
        <details>
          <summary>{strings.add.refusedCount(refused.length)}</summary>
          <ul className={styles.refused}>
            {refused.map(({ filename, detail }, index) => (
              <li key={index}>
                <strong>{filename}</strong>: {detail}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
