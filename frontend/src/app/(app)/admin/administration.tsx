"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { Notice } from "@/components/notice";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { healthQuery, meQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import styles from "./admin.module.css";
import { Jobs } from "./jobs";
import { Models } from "./models";
import { Monitoring } from "./monitoring";

export function Administration() {
  const query = useQuery(meQuery(api));
  if (!query.data) return <QueryState query={query} waiting={<BlockSkeleton tall />} />;
  if (!query.data.is_admin) return <Notice>{strings.admin.forbidden}</Notice>;
  return (
    <div className={styles.admin}>
      <Health />
      <Models />
      <Monitoring />
      <Jobs />
    </div>
  );
}

function Health() {
  const query = useQuery(healthQuery(api));
  const admin = strings.admin;
  return (
    <section className={styles.section} aria-labelledby="health">
      <h2 id="health">{admin.health}</h2>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        <ul className={styles.rows}>
          {Object.entries(query.data.checks).map(([name, check]) => (
            <li key={name} className={styles.row}>
              <span>{admin.checks[name] ?? name}</span>
              <span className={check.status === "ok" ? styles.good : styles.bad}>
                {check.status === "ok" ? (
                  <CircleCheck size={18} aria-hidden />
                ) : (
                  <TriangleAlert size={18} aria-hidden />
                )}
                {admin.statuses[check.status]}
              </span>
              {check.detail && <span className={styles.soft}>{check.detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
