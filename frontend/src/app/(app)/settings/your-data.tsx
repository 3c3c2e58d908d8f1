"use client";

import { Button } from "@/components/button";
import { useSamples } from "@/lib/wardrobe/use-samples";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

export function YourData() {
  const { remove } = useSamples();
  return (
    <Section title={strings.settings.dataTitle}>
      <div className={styles.form}>
        <p className={styles.soft}>{strings.add.samplesHint}</p>
        <Button onClick={() => remove.mutate()} busy={remove.isPending}>
          {strings.settings.samples}
        </Button>
      </div>
    </Section>
  );
}
