import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Api, bodyOf } from "./client";
import { problemFrom } from "./problem";
import type { Health, SuggestRequest } from "./types";

/**
 * The queries of the pages, and their keys. `api` is the browser's, or the server's for the first answers in a page's
 * HTML.
 */
const FIRST_PAGE = 48;
const NEXT_PAGES = 100;
const MINUTE_MS = 60_000;

export const keys = {
  me: ["me"],
  wardrobe: ["items"],
  review: ["review"],
  drafts: ["drafts"],
  alike: ["alike"],
  cutouts: ["cutouts"],
  allItems: ["item"],
  item: (id: string) => ["item", id],
  allMatches: ["matches"],
  matches: (id: string) => ["matches", id],
  suggestions: ["suggestions"],
  outfits: ["outfits"],
  feedback: ["feedback"],
  sessions: ["sessions"],
  people: ["people"],
  invitations: ["invitations"],
  models: ["models"],
  monitoring: ["monitoring"],
  jobs: ["jobs"],
  health: ["health"],
} as const;

export const meQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.me,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/me", { signal })),
    staleTime: 5 * MINUTE_MS,
  });

/** The whole wardrobe, newest first: a small first page for a quick start, then larger ones. */
export const wardrobeQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.wardrobe,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/v1/items", {
          params: { query: { limit: pageParam ? NEXT_PAGES : FIRST_PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5 * MINUTE_MS,
    refetchOnWindowFocus: false,
  });

export const reviewQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.review,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/v1/items", { params: { query: { needs_review: true, limit: NEXT_PAGES } }, signal })),
    staleTime: MINUTE_MS,
  });

/** Drafts from shop pages that the person has not confirmed. */
export const draftsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.drafts,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/v1/items", { params: { query: { draft: true, limit: NEXT_PAGES } }, signal })),
    staleTime: MINUTE_MS,
  });

/** Garments that look like an older one. */
export const alikeQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.alike,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/near-duplicates", { params: { query: { limit: 20 } }, signal })),
    staleTime: MINUTE_MS,
  });

/** The first new cut-outs to compare. Each answer makes room for the next ones. */
export const cutoutsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.cutouts,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/cutout-proposals", { params: { query: { limit: 20 } }, signal })),
    staleTime: MINUTE_MS,
  });

export const itemQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.item(id),
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/items/{item_id}", { params: { path: { item_id: id } }, signal })),
    staleTime: MINUTE_MS,
  });

export const matchesQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.matches(id),
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/v1/items/{item_id}/matches", { params: { path: { item_id: id } }, signal })),
    staleTime: MINUTE_MS,
  });

export const suggestionsQuery = (api: Api, request: SuggestRequest) =>
  queryOptions({
    queryKey: [...keys.suggestions, request],
    queryFn: ({ signal }) => bodyOf(api.POST("/v1/outfits/suggest", { body: request, signal })),
    staleTime: 10 * MINUTE_MS,
  });

export const outfitsQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.outfits,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET("/v1/outfits", { params: { query: { limit: 30, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: MINUTE_MS,
  });

/** Every like and dislike, with the garments. */
export const feedbackQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.feedback,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET("/v1/feedback", { params: { query: { limit: NEXT_PAGES, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: MINUTE_MS,
  });

export const sessionsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/me/sessions", { params: { query: { limit: NEXT_PAGES } }, signal })),
  });

export const peopleQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.people,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(api.GET("/v1/people", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const invitationsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.invitations,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/v1/people/invitations", { params: { query: { limit: NEXT_PAGES } }, signal })),
  });

/** Polled more often while a new model takes over. */
export const modelsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.models,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/models", { signal })),
    refetchInterval: ({ state }) => (state.data?.models.some(({ following }) => following) ? 1500 : 30_000),
  });

export const monitoringQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.monitoring,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/models/monitoring", { signal })),
    refetchInterval: 5 * MINUTE_MS,
  });

export const jobsQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.jobs,
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/jobs", { params: { query: { limit: 20 } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.jobs.some((job) => job.state === "running" || job.state === "waiting") ? 1500 : 30_000,
  });

/** One job, polled until it has finished. */
export const jobQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...keys.jobs, id],
    queryFn: ({ signal }) => bodyOf(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.finished_at ? false : 1000),
  });

/** Polled while shown. An unhealthy service answers 503 with the same body. */
export const healthQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.health,
    queryFn: async ({ signal }): Promise<Health> => {
      const { data, error, response } = await api.GET("/health/ready", { signal });
      if (data) return data;
      if (error && "checks" in error) return error;
      throw problemFrom(response.status, error, null);
    },
    refetchInterval: 10_000,
  });
