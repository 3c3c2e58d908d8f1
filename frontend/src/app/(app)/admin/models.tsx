"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api, bodyOf } from "@/lib/api/client";
import { keys, modelsQuery } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { LoadedModel } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import styles from "./admin.module.css";

/** The loaded models, their source and metrics, and a button to load a newer one. */
export function Models() {
  const query = useQuery(modelsQuery(api));
  const client = useQueryClient();
  const reload = useMutation({
    mutationFn: () => bodyOf(api.POST("/v1/models/reload")),
    onSuccess: () => showMessage(strings.admin.reloaded),
    onError: showProblem,
    onSettled: () => outdate(client, keys.models, keys.jobs),
  });
  return (
    <section className={styles.section} aria-labelledby="models">
      <div className={styles.header}>
        <h2 id="models">{strings.admin.models}</h2>
        <Button small onClick={() => reload.mutate()} busy={reload.isPending}>
          {reload.isPending ? strings.admin.reloading : strings.admin.reload}
        </Button>
      </div>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        query.data.models.map((model) => <Model key={model.name} model={model} />)
      )}
    </section>
  );
}

function Model({ model }: { model: LoadedModel }) {
  const admin = strings.admin;
  const { following } = model;
  const metadata = Object.entries(admin.facts).flatMap(([key, label]): [string, string][] => {
    const value = model.metadata[key];
    return value === undefined ? [] : [[label, short(value)]];
  });
  const facts: [string, string][] = [
    [admin.version, model.version ?? admin.noVersion],
    [admin.source, model.source],
    ...(model.registry_version ? [[admin.registryVersion, model.registry_version] as [string, string]] : []),
    ...metadata,
  ];
  return (
    <article className={styles.model}>
      <h3>{model.name}</h3>
      {model.problem && <Notice>{model.problem}</Notice>}
      {following && (
        <div role="status">
          <p>{admin.following(following.version, following.embedded, following.garments)}</p>
          <progress value={following.embedded} max={following.garments || 1} aria-hidden />
        </div>
      )}
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

const HASH_SHOWN = 12;

/** Shortens numbers to three digits and hashes to their beginning. */
function short(value: string): string {
  if (/^[0-9a-f]{20,}$/.test(value)) return value.slice(0, HASH_SHOWN);
  const number = Number(value);
  return value.trim() && Number.isFinite(number) ? String(Number(number.toPrecision(3))) : value;
}
