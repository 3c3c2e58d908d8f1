import type { Metadata } from "next";
import Link from "next/link";
import * as strings from "@/strings";
import { Enter } from "../enter";
import styles from "../entry.module.css";

export const metadata: Metadata = { title: strings.account.signUp };

export default function SignUpPage() {
  return (
    <>
      <div className={styles.words}>
        <h1>{strings.account.signUpTitle}</h1>
        <p className={styles.lead}>{strings.account.signUpLead}</p>
      </div>
      <Enter kind="up" next="/wardrobe" />
      <p className={styles.other}>
        {strings.account.haveAccount} <Link href="/sign-in">{strings.account.signIn}</Link>
      </p>
    </>
  );
}
