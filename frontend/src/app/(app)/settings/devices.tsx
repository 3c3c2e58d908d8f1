"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api, bodyOf } from "@/lib/api/client";
import { keys, sessionsQuery } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import { deviceName } from "@/lib/device-name";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { Section } from "./section";
import styles from "./settings.module.css";

export function Devices() {
  const client = useQueryClient();
  const query = useQuery(sessionsQuery(api));
  const end = useMutation({
    mutationFn: (id: string) =>
      bodyOf(api.DELETE("/v1/me/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSuccess: () => {
      outdate(client, keys.sessions);
      showMessage(strings.settings.deviceOut);
    },
    onError: showProblem,
  });
  return (
    <Section title={strings.settings.devicesTitle}>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        <ul className={styles.rows}>
          {query.data.sessions.map((session) => {
            const name = deviceName(session.user_agent);
            return (
              <li key={session.id} className={styles.row}>
                <div>
                  <p>{name}</p>
                  <p className={styles.soft} suppressHydrationWarning>
                    {session.is_current ? strings.settings.thisDevice : strings.settings.lastUsed(session.last_used_at)}
                  </p>
                </div>
                {!session.is_current && (
                  <Button
                    small
                    aria-label={strings.settings.signOutDevice(name)}
                    busy={end.isPending || query.isFetching}
                    onClick={() => end.mutate(session.id)}
                  >
                    {strings.nav.signOut}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
