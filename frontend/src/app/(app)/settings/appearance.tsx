"use client";

import { useState } from "react";
import { rememberTheme, type Theme, THEMES } from "@/lib/theme";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

export function Appearance({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    rememberTheme(chosen);
  };
  return (
    <Section title={strings.settings.themeTitle}>
      <fieldset className={styles.choices}>
        <legend className="visually-hidden">{strings.settings.theme}</legend>
        {THEMES.map((each) => (
          <label key={each}>
            <input type="radio" name="theme" checked={each === theme} onChange={() => choose(each)} />
            {strings.settings.themes[each]}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
