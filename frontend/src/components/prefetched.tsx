import { dehydrate, QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Api } from "@/lib/api/client";
import { isWholePage, serverApi } from "@/lib/api/server";
import { FirstAnswers } from "./first-answers";

/**
 * Puts the first answers of a page into its HTML. A request that fails (service down, session expired) is left out: the
 * browser asks again and shows the problem.
 */
export async function Prefetched({
  ask,
  children,
}: {
  ask: (client: QueryClient, api: Api) => Promise<unknown>[];
  children: ReactNode;
}) {
  if (!(await isWholePage())) return children;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await Promise.all(ask(client, await serverApi()));
  return <FirstAnswers state={dehydrate(client)}>{children}</FirstAnswers>;
}
