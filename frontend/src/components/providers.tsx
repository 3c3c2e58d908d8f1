"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { newQueryClient } from "@/lib/api/query-client";
import { toastsNeeded } from "@/lib/toasts";

const ToastList = dynamic(() => import("./toast-list").then((module) => module.ToastList), { ssr: false });
const never = () => false;

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  const hasToasts = useSyncExternalStore(toastsNeeded.subscribe, toastsNeeded.get, never);
  return (
    <QueryClientProvider client={client}>
      {children}
      {hasToasts && <ToastList />}
    </QueryClientProvider>
  );
}
