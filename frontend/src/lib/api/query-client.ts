import { type Mutation, MutationCache, type Query, QueryClient, type QueryKey } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const CHANGES = { id: "changes" };

/** Options of a mutation that does not change what queries return: queries and changes do not wait for it. */
export const NOT_A_CHANGE = { scope: undefined };

/**
 * The cache of the service's answers, which keeps answers and changes in order:
 *
 * - Mutations run one after another, so that the last answer about a garment is the latest.
 * - A query never shows an answer from before or during a change (see `ChangeOrder`).
 *
 * A mutation's callbacks must not wait for a query: the query may wait for the next mutation, which waits for the
 * callbacks.
 */
export function newQueryClient(): QueryClient {
  const order = new ChangeOrder();
  return new QueryClient({
    mutationCache: new MutationCache({
      onMutate: (_variables, mutation, { client }) => order.begin(client, mutation),
      onSuccess: (_data, _variables, _context, mutation, { client }) => order.end(client, mutation),
      onError: (_error, _variables, _context, mutation, { client }) => order.end(client, mutation),
    }),
    defaultOptions: {
      queries: {
        // Temporary failures are retried until the service answers; any other error is final.
        retry: (_failures, error) => error instanceof ApiProblem && error.isTemporary,
        retryDelay: (failures) => Math.min(8000, 1000 * 2 ** failures),
        staleTime: 30_000,
        networkMode: "online",
        // The one option that wraps every query function, and all pages of an infinite query together.
        persister: (ask, context) => (order.isChanging ? never() : ask(context)),
      },
      mutations: { retry: false, networkMode: "always", scope: CHANGES },
    },
  });
}

/** Marks queries as stale and refetches those in use, also if their first request is still in flight. */
export function outdate(client: QueryClient, ...queryKeys: QueryKey[]): void {
  for (const queryKey of queryKeys) {
    // invalidateQueries() alone does not restart a first request, and treats its answer as fresh.
    void client.cancelQueries({ queryKey });
    void client.invalidateQueries({ queryKey });
  }
}

/**
 * Stops every query that is in flight when a change begins or that starts during it, and refetches them when the change
 * has ended. An answer from before a deletion can therefore not bring the garment back.
 */
class ChangeOrder {
  private readonly underWay = new Set<Mutation<unknown, unknown, unknown>>();
  private readonly setAside = new Set<Query>();

  get isChanging(): boolean {
    return this.underWay.size > 0;
  }

  begin(client: QueryClient, mutation: Mutation<unknown, unknown, unknown>): void {
    if (mutation.options.scope !== CHANGES) return;
    this.underWay.add(mutation);
    this.stopQueries(client);
  }

  end(client: QueryClient, mutation: Mutation<unknown, unknown, unknown>): void {
    if (!this.underWay.delete(mutation) || this.isChanging) return;
    this.stopQueries(client);
    void client.invalidateQueries({ predicate: (query) => this.setAside.has(query) });
    this.setAside.clear();
  }

  private stopQueries(client: QueryClient): void {
    for (const query of client.getQueryCache().findAll({ fetchStatus: "fetching" })) {
      this.setAside.add(query);
      void query.cancel({ revert: true });
    }
  }
}

const never = () => new Promise<never>(() => undefined);
