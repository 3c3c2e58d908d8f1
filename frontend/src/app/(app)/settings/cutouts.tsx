"use client";

import { useQuery } from "@tanstack/react-query";
import { LinkButton } from "@/components/link-button";
import { api } from "@/lib/api/client";
import { cutoutsQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

/** Offers to compare cut-outs, if a newer model has made some or can. */
export function Cutouts() {
  const { data } = useQuery(cutoutsQuery(api));
  if (!data || (data.redoable === 0 && data.proposals.length === 0)) return null;
  const words = strings.cutouts;
  return (
    <Section title={words.title}>
      <div className={styles.form}>
        <p className={styles.soft}>{data.proposals.length > 0 ? words.offerWaiting : words.offer(data.redoable)}</p>
        <LinkButton href="/cutouts">{words.compare}</LinkButton>
      </div>
    </Section>
  );
}
