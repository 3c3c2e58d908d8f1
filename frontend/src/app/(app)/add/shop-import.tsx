"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useRef, useState } from "react";
import { Button, buttonClasses, IconButton } from "@/components/button";
import { TextField } from "@/components/field";
import { messageOf } from "@/lib/api/problem";
import type { Job } from "@/lib/api/types";
import * as strings from "@/strings";
import styles from "./shop-import.module.css";
import { useShopImports } from "./use-shop-imports";

const words = strings.shopImport;

/** Imports a garment from the address of its shop page. */
export function ShopImport() {
  const { shown, send, dismiss } = useShopImports();
  const [isEmpty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = field.current?.value.trim() ?? "";
    setEmpty(!address);
    if (!address) return field.current?.focus();
    send.mutate(address, { onSuccess: () => field.current && (field.current.value = "") });
  };

  return (
    <section className={styles.section}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          ref={field}
          label={words.label}
          hint={words.hint}
          error={isEmpty ? words.empty : send.error ? messageOf(send.error) : undefined}
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          maxLength={2000}
        />
        <Button type="submit" busy={send.isPending}>
          {words.fetch}
        </Button>
      </form>
      <ul className={styles.list} aria-label={words.listTitle} aria-live="polite">
        {shown.map((job) => (
          <ImportRow key={job.id} job={job} onDismiss={() => dismiss(job.id)} />
        ))}
      </ul>
    </section>
  );
}

function ImportRow({ job, onDismiss }: { job: Job; onDismiss: () => void }) {
  const { done, total } = job.progress;
  const itemId = job.result.item_id;
  const step = job.state === "waiting" ? words.waiting : (words.steps[done] ?? words.steps.at(-1));
  return (
    <li className={styles.row} data-state={job.state}>
      <div className={styles.words}>
        <p className={styles.address}>{job.subject}</p>
        {job.finished_at ? (
          <p className={job.state === "failed" ? styles.why : styles.soft}>
            {job.state === "failed" ? `${words.failed}: ${job.detail}` : job.detail}
          </p>
        ) : (
          <>
            <p className={styles.soft}>{step}</p>
            <progress value={done} max={total ?? words.steps.length} aria-label={step} />
          </>
        )}
      </div>
      {typeof itemId === "string" && (
        <Link className={buttonClasses({ small: true })} href={`/wardrobe/${itemId}`}>
          {words.seeGarment}
        </Link>
      )}
      {job.finished_at && (
        <IconButton label={words.dismiss(job.subject)} onClick={onDismiss}>
          <X size={20} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
