import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import { keys } from "@/lib/api/queries";
import { outdate } from "@/lib/api/query-client";
import type { PersonChange } from "@/lib/api/types";
import { showMessage, showProblem } from "@/lib/toasts";
import * as strings from "@/strings";

/** Changes one account, then says what was changed. */
export function useAccountChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change }: { change: PersonChange; told: string }) =>
      bodyOf(api.PATCH("/v1/people/{person_id}", { params: { path: { person_id: id } }, body: change })),
    onSuccess: (_person, { told }) => {
      outdate(client, keys.people, keys.me);
      showMessage(told);
    },
    onError: showProblem,
  });
}

export function useResetLink(id: string) {
  return useMutation({
    mutationFn: () =>
      bodyOf(api.POST("/v1/people/{person_id}/password/reset", { params: { path: { person_id: id } } })),
    onError: showProblem,
  });
}

export function useDeletion(id: string, name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE("/v1/people/{person_id}", { params: { path: { person_id: id } } })),
    onSuccess: () => {
      outdate(client, keys.people);
      showMessage(strings.people.deleted(name));
    },
    onError: showProblem,
  });
}
