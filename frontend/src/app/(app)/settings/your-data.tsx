"use client";

import { useRef } from "react";
import { Button } from "@/components/button";
import { useArchiveImport, useExport } from "@/lib/wardrobe/use-archive";
import { useSamples } from "@/lib/wardrobe/use-samples";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

export function YourData() {
  const { remove, isRemoving } = useSamples();
  const download = useExport();
  const settings = strings.settings;
  return (
    <Section title={settings.dataTitle}>
      <div className={styles.form}>
        <p className={styles.soft}>{settings.exportHint}</p>
        <Button onClick={() => download.mutate()} busy={download.isPending}>
          {settings.export}
        </Button>
        <ImportArchive />
        <p className={styles.soft}>{strings.add.samplesHint}</p>
        <Button onClick={remove} busy={isRemoving}>
          {settings.samples}
        </Button>
      </div>
    </Section>
  );
}

function ImportArchive() {
  const { send, job } = useArchiveImport();
  const input = useRef<HTMLInputElement>(null);
  const settings = strings.settings;
  const isAtWork = send.isPending || (job && !job.finished_at);
  return (
    <>
      <p className={styles.soft}>{settings.importHint}</p>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        aria-label={settings.import}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) send.mutate(file);
          target.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()} busy={isAtWork}>
        {settings.import}
      </Button>
      <p role="status" className={styles.soft}>
        {send.isPending
          ? settings.importSending
          : job && settings.importState(job.state, job.progress.done, job.progress.total, job.detail)}
      </p>
    </>
  );
}
