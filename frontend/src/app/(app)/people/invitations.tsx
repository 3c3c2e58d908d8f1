"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api, bodyOf } from "@/lib/api/client";
import { invitationsQuery, keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { InviteForm } from "./invite-form";
import styles from "./people.module.css";

/** Inviting, and the invitations that nobody has accepted yet. */
export function Invitations() {
  const client = useQueryClient();
  const query = useQuery(invitationsQuery(api));
  const people = strings.people;
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      bodyOf(api.DELETE("/v1/people/invitations/{invitation_id}", { params: { path: { invitation_id: id } } })),
    onSuccess: () => {
      outdate(client, keys.invitations);
      showMessage(people.withdrawn);
    },
    onError: showProblem,
  });
  return (
    <section className={styles.section} aria-labelledby="invite">
      <h2 id="invite">{people.inviteTitle}</h2>
      <p className={styles.soft}>{people.inviteHint}</p>
      <InviteForm />
      <h3>{people.openTitle}</h3>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : query.data.invitations.length === 0 ? (
        <p className={styles.soft}>{people.noneOpen}</p>
      ) : (
        <ul className={styles.rows}>
          {query.data.invitations.map(({ id, email, is_admin, expires_at }) => {
            const name = email ?? people.anyAddress;
            return (
              <li key={id} className={styles.row}>
                <div className={styles.who}>
                  <p className={styles.name}>{name}</p>
                  {is_admin && <span className={styles.mark}>{people.administrator}</span>}
                </div>
                <p className={styles.soft} suppressHydrationWarning>
                  {people.until(expires_at)}
                </p>
                <Button
                  small
                  className={styles.action}
                  aria-label={people.withdrawOf(name)}
                  busy={withdraw.isPending}
                  onClick={() => withdraw.mutate(id)}
                >
                  {people.withdraw}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
