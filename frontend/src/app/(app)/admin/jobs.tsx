"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { jobsQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import styles from "./admin.module.css";

/** Background jobs, newest first, with their progress. */
export function Jobs() {
  const query = useQuery(jobsQuery(api));
  const admin = strings.admin;
  return (
    <section className={styles.section} aria-labelledby="jobs">
      <h2 id="jobs">{admin.jobs}</h2>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : query.data.jobs.length === 0 ? (
        <p className={styles.soft}>{admin.noJobs}</p>
      ) : (
        <ul className={styles.rows}>
          {query.data.jobs.map((job) => (
            <li key={job.id} className={styles.row}>
              <span>{job.kind}</span>
              <span className={job.state === "failed" ? styles.bad : undefined}>{admin.jobStates[job.state]}</span>
              <span>{admin.jobProgress(job.progress.done, job.progress.total)}</span>
              <span className={styles.soft}>{admin.jobAt(job.updated_at)}</span>
              {job.detail && <span className={styles.soft}>{job.detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
