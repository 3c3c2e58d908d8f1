import type { Metadata } from "next";
import Link from "next/link";
import { ownAddress } from "@/lib/own-address";
import * as strings from "@/strings";
import { Enter } from "../enter";
import styles from "../entry.module.css";

export const metadata: Metadata = { title: strings.account.signInTitle };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  return (
    <>
      <h1>{strings.account.signInTitle}</h1>
      <Enter kind="in" next={ownAddress(next)} />
      <p className={styles.other}>
        <Link href="/forgot-password">{strings.account.forgot}</Link>
      </p>
      <p className={styles.other}>
        {strings.account.noAccount} <Link href="/sign-up">{strings.account.signUp}</Link>
      </p>
    </>
  );
}
