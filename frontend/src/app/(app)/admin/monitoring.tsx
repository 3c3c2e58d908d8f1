"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/notice";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { monitoringQuery } from "@/lib/api/queries";
import type { Monitoring as MonitoringReport } from "@/lib/api/types";
import * as strings from "@/strings";
import admin from "./admin.module.css";
import { DistributionPlot } from "./distribution-plot";
import styles from "./monitoring.module.css";

const words = strings.admin;

/** Whether recent photos resemble the reference, how often people correct the models, and how a candidate compares. */
export function Monitoring() {
  const query = useQuery(monitoringQuery(api));
  return (
    <section className={admin.section} aria-labelledby="monitoring">
      <h2 id="monitoring">{words.monitoring}</h2>
      {!query.data ? <QueryState query={query} waiting={<BlockSkeleton tall />} /> : <Report report={query.data} />}
    </section>
  );
}

function Report({ report }: { report: MonitoringReport }) {
  const { drift } = report;
  return (
    <>
      {report.alarm && <Notice>{words.alarm}</Notice>}
      <p className={admin.soft}>{words.lookedAt(drift.photos, drift.since)}</p>
      <div className={styles.plots}>
        {drift.findings.map((finding) => {
          const shown = drift.distributions[finding.subject];
          const state = (
            <>
              <strong>{words.subjects[finding.subject]}</strong>
              <span className={finding.state === "drifted" ? styles.drifted : styles.state}>
                {words.drift(finding.state, finding.p_value)}
              </span>
            </>
          );
          return shown ? (
            <DistributionPlot key={finding.subject} name={words.subjects[finding.subject]} shown={shown}>
              {state}
            </DistributionPlot>
          ) : (
            <p key={finding.subject}>{state}</p>
          );
        })}
      </div>
      <p className={admin.soft}>{words.legend}</p>
      <dl className={admin.facts}>
        {drift.latency_ms !== null && <Fact name={words.latency} value={words.milliseconds(drift.latency_ms)} />}
        {report.classifiers.map((one) => (
          <Fact key={one.version} name={words.corrected(one.version)} value={words.of(one.corrected, one.garments)} />
        ))}
        {report.outfits.map((one) => (
          <Fact
            key={`${one.version} ${one.low}`}
            name={words.liked(one.version, one.low)}
            value={words.of(one.liked, one.liked + one.disliked)}
          />
        ))}
      </dl>
      {report.shadow && <Candidate shadow={report.shadow} />}
    </>
  );
}

/** How a candidate's answers compare with the classifier's, before it is released. */
function Candidate({ shadow }: { shadow: NonNullable<MonitoringReport["shadow"]> }) {
  return (
    <section aria-labelledby="candidate" className={styles.candidate}>
      <h3 id="candidate">{words.candidate(shadow.version)}</h3>
      {shadow.problem && <Notice>{shadow.problem}</Notice>}
      {!shadow.problem && shadow.compared.length === 0 && <p className={admin.soft}>{words.notCompared}</p>}
      {shadow.compared.map((one) => (
        <table key={one.classifier_version} className={styles.pairs}>
          <caption>{words.compared(one.disagreed, one.photos, one.classifier_version)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.classifierSays}</th>
              <th scope="col">{words.candidateSays}</th>
              <th scope="col">{words.photos}</th>
            </tr>
          </thead>
          <tbody>
            {one.pairs.map((pair) => (
              <tr key={`${pair.category} ${pair.candidate_category}`}>
                <td>{pair.category}</td>
                <td>{pair.candidate_category}</td>
                <td>{pair.photos}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {shadow.left_out > 0 && <p className={admin.soft}>{words.leftOut(shadow.left_out)}</p>}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
