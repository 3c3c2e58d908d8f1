"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { toastsNeeded } from "./toasts";

const ToastList = dynamic(() => import("./toast-list").then((module) => module.ToastList), { ssr: false });
const never = () => false;

const isTemporary = (error: unknown) => error instanceof ApiProblem && error.isTemporary;

/** A service that is down is asked again until it is up; any other refusal is final. */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (_failures, error) => isTemporary(error),
        retryDelay: (failures) => Math.min(8000, 1000 * 2 ** failures),
        staleTime: 30_000,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

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
