"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "@/lib/api/client";
import { meQuery } from "@/lib/api/queries";
import { keepSession, rememberPerson, sessionStore } from "@/lib/api/session";

const SessionDialog = dynamic(() => import("./session-dialog").then((module) => module.SessionDialog), { ssr: false });

const never = () => false;

/** When the session has ended, asks the person to sign in over the current page, so that nothing typed is lost. */
export function SessionGuard() {
  const ended = useSyncExternalStore(sessionStore.subscribe, sessionStore.hasEnded, never);
  const person = useQuery(meQuery(api)).data?.id;
  useEffect(() => {
    if (person) rememberPerson(person);
  }, [person]);
  useEffect(keepSession, []);

  return ended && <SessionDialog />;
}
