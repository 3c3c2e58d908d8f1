"use client";

import { Menu } from "@base-ui/react/menu";
import { useState } from "react";
import { Button } from "@/components/button";
import menu from "@/components/nav.module.css";
import type { Person } from "@/lib/api/types";
import * as strings from "@/strings";
import { DeletionDialog } from "./deletion-dialog";
import { LimitsDialog } from "./limits-dialog";
import { LinkDialog } from "./link-dialog";
import styles from "./people.module.css";
import { useAccountChange, useResetLink } from "./use-account-changes";

type Asked = "limits" | "deletion" | null;

/** One account: whose it is, what it holds, and what an administrator may do to it. */
export function PersonRow({ person, isOwn }: { person: Person; isOwn: boolean }) {
  const people = strings.people;
  const [asked, setAsked] = useState<Asked>(null);
  const name = person.email ?? people.noAddress;
  const change = useAccountChange(person.id);
  const reset = useResetLink(person.id);
  const { usage, limits } = person;
  const marks = [isOwn && people.you, person.is_admin && people.administrator, person.disabled && people.disabled];

  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <p className={styles.name}>{name}</p>
        {marks.filter(Boolean).map((mark) => (
          <span key={String(mark)} className={styles.mark}>
            {mark}
          </span>
        ))}
      </div>
      <p className={styles.soft} suppressHydrationWarning>
        {people.garments(usage.items, limits.items)} · {people.size(usage.bytes, limits.bytes)} ·{" "}
        {people.since(person.created_at)}
      </p>
      <div className={styles.action}>
        <Menu.Root modal={false}>
          <Menu.Trigger render={<Button small aria-label={people.manageOf(name)} />}>{people.manage}</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={menu.positioner} sideOffset={8} align="end">
              <Menu.Popup className={menu.menu}>
                <Item onClick={() => reset.mutate()}>{people.resetPassword}</Item>
                <Item onClick={() => setAsked("limits")}>{people.changeLimits}</Item>
                {person.is_admin ? (
                  <Item onClick={() => change.mutate({ change: { is_admin: false }, told: people.demoted(name) })}>
                    {people.demote}
                  </Item>
                ) : (
                  <Item onClick={() => change.mutate({ change: { is_admin: true }, told: people.promoted(name) })}>
                    {people.promote}
                  </Item>
                )}
                {person.disabled ? (
                  <Item onClick={() => change.mutate({ change: { disabled: false }, told: people.enabledNow(name) })}>
                    {people.enable}
                  </Item>
                ) : (
                  <Item onClick={() => change.mutate({ change: { disabled: true }, told: people.disabledNow(name) })}>
                    {people.disable}
                  </Item>
                )}
                <Item onClick={() => setAsked("deletion")}>{people.delete}</Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </div>
      {reset.data && (
        <LinkDialog
          title={people.resetTitle}
          hint={people.resetHint(name)}
          url={reset.data.url}
          onClose={() => reset.reset()}
        />
      )}
      {asked === "limits" && <LimitsDialog person={person} name={name} onClose={() => setAsked(null)} />}
      {asked === "deletion" && <DeletionDialog id={person.id} name={name} onClose={() => setAsked(null)} />}
    </li>
  );
}

function Item({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Menu.Item className={menu.item} onClick={onClick}>
      {children}
    </Menu.Item>
  );
}
