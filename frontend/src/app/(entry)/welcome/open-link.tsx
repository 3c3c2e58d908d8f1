"use client";

import { useEffect, useRef, useState } from "react";
import { LinkButton } from "@/components/link-button";
import { signInWithLink } from "@/lib/account";
import { messageOf } from "@/lib/api/problem";
import * as strings from "@/strings";
import styles from "../entry.module.css";

/** Opens the wardrobe with the one-time token in the URL, after the #, where servers and logs never see it. */
export function OpenLink() {
  const [refusal, setRefusal] = useState<string>();
  const tried = useRef(false);

  useEffect(() => {
    if (tried.current) return; // the link works once, but React may run effects twice
    tried.current = true;
    const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
    window.history.replaceState(null, "", window.location.pathname);
    if (!token) return window.location.replace("/");
    signInWithLink(token).then(
      () => window.location.replace("/wardrobe"),
      (error: unknown) => setRefusal(messageOf(error)),
    );
  }, []);

  if (refusal === undefined) return <h1 role="status">{strings.account.opening}</h1>;
  return (
    <>
      <div className={styles.words} role="alert">
        <h1>{strings.account.linkTitle}</h1>
        <p className={styles.lead}>{refusal}</p>
        <p className={styles.lead}>{strings.account.linkUsed}</p>
      </div>
      <LinkButton look="solid" href="/sign-in">
        {strings.account.signIn}
      </LinkButton>
    </>
  );
}
