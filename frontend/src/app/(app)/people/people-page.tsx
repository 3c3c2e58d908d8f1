"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { QueryState } from "@/components/query-state";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { meQuery, peopleQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import { Invitations } from "./invitations";
import styles from "./people.module.css";
import { PersonRow } from "./person-row";

export function PeoplePage() {
  const query = useQuery(meQuery(api));
  if (!query.data) return <QueryState query={query} waiting={<BlockSkeleton tall />} />;
  if (!query.data.is_admin) return <Notice>{strings.admin.forbidden}</Notice>;
  return (
    <div className={styles.page}>
      <Invitations />
      <Accounts ownId={query.data.id} />
    </div>
  );
}

function Accounts({ ownId }: { ownId: string }) {
  const query = useInfiniteQuery(peopleQuery(api));
  const people = strings.people;
  return (
    <section className={styles.section} aria-labelledby="accounts">
      <h2 id="accounts">{people.listTitle}</h2>
      {!query.data ? (
        <QueryState query={query} waiting={<BlockSkeleton />} />
      ) : (
        <ul className={styles.rows}>
          {query.data.pages.flatMap((page) =>
            page.people.map((person) => <PersonRow key={person.id} person={person} isOwn={person.id === ownId} />),
          )}
        </ul>
      )}
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
          {people.more}
        </Button>
      )}
    </section>
  );
}
