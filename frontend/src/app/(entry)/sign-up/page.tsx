import type { Metadata } from "next";
import Link from "next/link";
import { openInvitation } from "@/lib/api/invitation";
import * as strings from "@/strings";
import { Enter } from "../enter";
import styles from "../entry.module.css";

export const metadata: Metadata = { title: strings.account.signUp };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const { invitation: token } = await searchParams;
  const invited = typeof token === "string" ? await openInvitation(token) : null;
  const account = strings.account;
  if (invited && "refusal" in invited)
    return (
      <div className={styles.words} role="alert">
        <h1>{account.invitationTitle}</h1>
        <p className={styles.lead}>{invited.refusal}</p>
        <p className={styles.other}>
          {account.haveAccount} <Link href="/sign-in">{account.signIn}</Link>
        </p>
      </div>
    );
  return (
    <>
      <div className={styles.words}>
        <h1>{account.signUpTitle}</h1>
        <p className={styles.lead}>{invited ? account.invitedLead : account.signUpLead}</p>
        {invited?.isAdmin && <p className={styles.lead}>{account.invitedAsAdmin}</p>}
      </div>
      <Enter kind="up" next="/wardrobe" invitation={invited ?? undefined} />
      <p className={styles.other}>
        {account.haveAccount} <Link href="/sign-in">{account.signIn}</Link>
      </p>
    </>
  );
}
