"use client";

import { type Invitation, SignInForm } from "@/components/sign-in-form";

/** Signs in or up, then loads a new document, so that nothing of an earlier session remains. */
export function Enter({ kind, next, invitation }: { kind: "in" | "up"; next: string; invitation?: Invitation }) {
  return <SignInForm kind={kind} invitation={invitation} onDone={() => window.location.assign(next)} />;
}
