"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/notice";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { modelsQuery } from "@/lib/api/queries";
import type { LoadedModel } from "@/lib/api/types";
import { strings } from "@/strings";
import styles from "./admin.module.css";

const LONGEST_FACT = 80;

/** What answers now, where it came from, and what is known of it. */
export function Models() {
  const query = useQuery(modelsQuery(api));
  return (
    <section className={styles.section} aria-labelledby="models">
      <h2 id="models">{strings.admin.models}</h2>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        query.data.models.map((model) => <Model key={model.name} model={model} />)
      )}
    </section>
  );
}

function Model({ model }: { model: LoadedModel }) {
  const facts = [
    [strings.admin.version, model.version ?? strings.admin.noVersion],
    [strings.admin.source, model.source],
    ...Object.entries(model.metadata).filter(([, value]) => value.length <= LONGEST_FACT),
  ] as [string, string][];
  return (
    <article className={styles.model}>
      <h3>{model.name}</h3>
      {model.problem && <Notice>{model.problem}</Notice>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
