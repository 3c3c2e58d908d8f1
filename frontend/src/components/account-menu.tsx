"use client";

import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { signOut } from "@/lib/account";
import { api } from "@/lib/api/client";
import { meQuery } from "@/lib/api/queries";
import { showProblem } from "@/lib/toasts";
import * as strings from "@/strings";
import { AccountButton } from "./account-button";
import styles from "./nav.module.css";

/** Opens when it mounts, because it is loaded on demand. */
export function AccountMenu() {
  const me = useQuery(meQuery(api)).data;
  const leave = () => signOut().catch(showProblem);
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<AccountButton />} />
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={8} align="end">
          <Menu.Popup className={styles.menu}>
            {me?.email && <p className={styles.email}>{me.email}</p>}
            <Menu.Item className={styles.item} render={<Link href="/outfits/saved" />}>
              {strings.outfits.savedTitle}
            </Menu.Item>
            <Menu.Item className={styles.item} render={<Link href="/settings" />}>
              {strings.nav.settings}
            </Menu.Item>
            {me?.is_admin && (
              <>
                <Menu.Item className={styles.item} render={<Link href="/people" />}>
                  {strings.nav.people}
                </Menu.Item>
                <Menu.Item className={styles.item} render={<Link href="/admin" />}>
                  {strings.nav.admin}
                </Menu.Item>
              </>
            )}
            <Menu.Item className={styles.item} onClick={leave}>
              {strings.nav.signOut}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
