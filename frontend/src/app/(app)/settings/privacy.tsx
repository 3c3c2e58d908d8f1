"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import { keys, meQuery } from "@/lib/api/queries";
import type { Me } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

export function Privacy() {
  const client = useQueryClient();
  const me = useQuery(meQuery(api)).data;
  const consent = useMutation({
    mutationFn: (share: boolean) => bodyOf(api.PATCH("/v1/me", { body: { share_for_training: share } })),
    onMutate: (share) => {
      const before = client.getQueryData<Me>(keys.me);
      if (before) client.setQueryData<Me>(keys.me, { ...before, share_for_training: share });
      return before;
    },
    onSuccess: (changed) => {
      client.setQueryData(keys.me, changed);
      showMessage(strings.state.saved);
    },
    onError: (error, _share, before) => {
      client.setQueryData(keys.me, before);
      showProblem(error);
    },
  });
  const settings = strings.settings;
  return (
    <Section title={settings.privacyTitle}>
      <ul className={styles.kept}>
        {settings.kept.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{settings.keptNot}</p>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={me?.share_for_training ?? false}
          disabled={!me}
          onChange={(event) => consent.mutate(event.target.checked)}
        />
        <span>
          {settings.consent}
          <span className={styles.soft}> {settings.consentHint}</span>
        </span>
      </label>
    </Section>
  );
}
