import { type Mutation, MutationCache, type Query, QueryClient, type QueryKey } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const CHANGES = { id: "changes" };

/** Options of a mutation that changes nothing a query shows: queries and changes do not wait for it. */
export const NOT_A_CHANGE = { scope: undefined };

/**
 * The cache of everything the service answered. Answers and changes keep their order:
 *
 * - Mutations run one after another, so that the last answer about a garment is the latest.
 * - A query never shows an answer that the service gave before or during a change (see `ChangeOrder`).
 *
 * A mutation's callbacks must not wait for a query: the query may wait for the next mutation, and that one for the
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
        // A service that is down is asked again until it is up; any other refusal is final.
        retry: (_failures, error) => error instanceof ApiProblem && error.isTemporary,
        retryDelay: (failures) => Math.min(8000, 1000 * 2 ** failures),
        staleTime: 30_000,
        networkMode: "online",
        // The option that wraps every query function, those of infinite queries with all their pages.
        persister: (ask, context) => (order.isChanging ? never() : ask(context)),
      },
      mutations: { retry: false, networkMode: "always", scope: CHANGES },
    },
  });
}

/** Asks again what these keys show, also where a first answer is still on its way. Pages that need it ask at once. */
export function outdate(client: QueryClient, ...queryKeys: QueryKey[]): void {
  for (const queryKey of queryKeys) {
    // Invalidating alone leaves a first request under way, and takes its answer for a fresh one.
    void client.cancelQueries({ queryKey });
    void client.invalidateQueries({ queryKey });
  }
}

/**
 * Sets aside every query that is under way when a change begins, or that starts while it lasts, and sends them when the
 * change has ended. An answer from before a deletion can therefore not bring the garment back.
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
