"use client";

import { SignInForm } from "@/components/sign-in-form";

/** Signs in or up, then loads a new document, so that nothing of an earlier session remains. */
export function Enter({ kind, next }: { kind: "in" | "up"; next: string }) {
  return <SignInForm kind={kind} onDone={() => window.location.assign(next)} />;
}
