"use client";

import { Toast } from "@base-ui/react/toast";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { toasts, ToastList } from "./toasts";

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
  return (
    <QueryClientProvider client={client}>
      <Toast.Provider toastManager={toasts} limit={3}>
        {children}
        <ToastList />
      </Toast.Provider>
    </QueryClientProvider>
  );
}
