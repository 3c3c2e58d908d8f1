import type { Metadata } from "next";
import { LinkButton } from "@/components/link-button";
import * as strings from "@/strings";
import styles from "../entry.module.css";

export const metadata: Metadata = { title: strings.account.forgotTitle };

export default function ForgotPasswordPage() {
  const account = strings.account;
  return (
    <>
      <div className={styles.words}>
        <h1>{account.forgotTitle}</h1>
        <p className={styles.lead}>{account.forgotLead}</p>
        <ul className={styles.ways}>
          {account.forgotSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <pre className={styles.command}>{account.forgotCommand}</pre>
      </div>
      <LinkButton href="/sign-in">{account.backToSignIn}</LinkButton>
    </>
  );
}
