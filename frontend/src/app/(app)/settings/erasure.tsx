"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/button";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

const ErasureDialog = dynamic(() => import("./erasure-dialog").then((module) => module.ErasureDialog), { ssr: false });

export function Erasure() {
  const [isAsking, setAsking] = useState(false);
  const settings = strings.settings;
  return (
    <Section title={settings.eraseTitle}>
      <div className={styles.form}>
        <p className={styles.soft}>{settings.eraseHint}</p>
        <Button look="danger" onClick={() => setAsking(true)}>
          {settings.erase}…
        </Button>
        {isAsking && <ErasureDialog onClose={() => setAsking(false)} />}
      </div>
    </Section>
  );
}
