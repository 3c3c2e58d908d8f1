"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@/lib/api/client";
import type { Box, Item, Photo } from "@/lib/api/types";
import { showProblem } from "@/lib/toasts";
import { outdateAdvice, putItems } from "./cache";
import { latest } from "./use-changes";

export type PhotoChange =
  | { kind: "add"; file: File }
  | { kind: "replace"; photo: Photo; file: File }
  | { kind: "turn"; photo: Photo; degrees: 90 | -90 }
  | { kind: "first"; photo: Photo }
  | { kind: "delete"; photo: Photo }
  | { kind: "cutout"; photo: Photo; mode: Exclude<Photo["cutout"]["mode"], "painted">; box?: Box }
  | { kind: "paint"; photo: Photo; mask: Blob };

/** Changes the photos of one garment. The service analyses them again, so the page changes with its answer. */
export function usePhotoChange(item: Item) {
  const client = useQueryClient();
  const { isPending, mutateAsync } = useMutation({
    mutationFn: async ({ change }: { items: Item[]; change: PhotoChange }): Promise<Item> => {
      if (change.kind !== "delete") return changed(item, change);
      const path = { item_id: item.id, photo_id: change.photo.id };
      await bodyOf(api.DELETE("/v1/items/{item_id}/photos/{photo_id}", { params: { path } }));
      return bodyOf(api.GET("/v1/items/{item_id}", { params: { path } }));
    },
    onSuccess: (fresh) => {
      putItems(client, latest(client, [fresh]));
      outdateAdvice(client);
    },
    onError: showProblem,
  });
  return { isPending, change: (change: PhotoChange) => mutateAsync({ items: [item], change }) };
}

function changed(item: Item, change: Exclude<PhotoChange, { kind: "delete" }>): Promise<Item> {
  const garment = { item_id: item.id };
  if (change.kind === "add")
    return bodyOf(
      api.POST("/v1/items/{item_id}/photos", {
        params: { path: garment },
        ...formWith("file", change.file, change.file.name),
      }),
    );
  const photo = { ...garment, photo_id: change.photo.id };
  switch (change.kind) {
    case "replace":
      return bodyOf(
        api.PUT("/v1/items/{item_id}/photos/{photo_id}", {
          params: { path: photo },
          ...formWith("file", change.file, change.file.name),
        }),
      );
    case "turn":
      return bodyOf(
        api.PATCH("/v1/items/{item_id}/photos/{photo_id}", {
          params: { path: photo },
          body: { rotation: turned(change.photo.rotation, change.degrees) },
        }),
      );
    case "first":
      return bodyOf(
        api.PATCH("/v1/items/{item_id}/photos/{photo_id}", { params: { path: photo }, body: { first: true } }),
      );
    case "cutout":
      return bodyOf(
        api.PUT("/v1/items/{item_id}/cutout", {
          params: { path: garment },
          body: { mode: change.mode, box: change.box ?? null, photo_id: change.photo.id },
        }),
      );
    case "paint":
      return bodyOf(
        api.PUT("/v1/items/{item_id}/cutout/mask", {
          params: { path: garment, query: { photo_id: change.photo.id } },
          ...formWith("mask", change.mask, "mask.png"),
        }),
      );
  }
}

const turned = (rotation: Photo["rotation"], degrees: number) =>
  ((rotation + degrees + 360) % 360) as Photo["rotation"];

function formWith<Field extends string>(field: Field, content: Blob, filename: string) {
  const form = new FormData();
  form.append(field, content, filename);
  return { body: { [field]: "" } as Record<Field, string>, bodySerializer: () => form };
}
