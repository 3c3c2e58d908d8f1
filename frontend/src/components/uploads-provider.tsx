"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { api } from "@/lib/api/client";
import { meQuery } from "@/lib/api/queries";
import { uploadPhoto } from "@/lib/api/upload";
import { droppedFiles, isArchive } from "@/lib/uploads/dropped-files";
import { type Upload, UploadQueue } from "@/lib/uploads/queue";
import { outdateWardrobe, putItems } from "@/lib/wardrobe/cache";
import { type ArchiveImport, useArchiveImport } from "@/lib/wardrobe/use-archive";
import * as strings from "@/strings";
import styles from "./uploads-provider.module.css";

const MAX_BYTES = 40 * 1024 * 1024;
const AT_ONCE = 3;
const NOTHING: readonly Upload[] = [];

type Uploads = { queue: UploadQueue; archive: ArchiveImport; take: (files: Iterable<File>) => void };

const UploadsContext = createContext<Uploads | null>(null);

/**
 * Holds the uploads above the pages, so that they continue across navigation, and accepts photos dropped or pasted
 * anywhere.
 */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [queue] = useState(
    () =>
      new UploadQueue({
        send: uploadPhoto,
        concurrency: AT_ONCE,
        maxBytes: MAX_BYTES,
        tooLarge: strings.uploads.tooLarge,
        onItem: (item) => putItems(client, [item]),
        // Queries do not wait for uploads, which may take long: an answer in flight may lack the new garments.
        onIdle: () => outdateWardrobe(client),
      }),
  );
  const archive = useArchiveImport();
  const sendArchive = archive.send.mutate;
  const take = useCallback(
    (files: Iterable<File>) => {
      const [archives, photos] = [[...files].filter(isArchive), [...files].filter((file) => !isArchive(file))];
      archives.forEach((file) => sendArchive(file));
      queue.add(photos);
    },
    [queue, sendArchive],
  );
  const dragging = useDroppedPhotos(take);
  useKeptFiles(queue);
  useEffect(() => {
    const resume = () => queue.resume();
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [queue]);
  useEffect(() => {
    const askBeforeLeaving = (event: BeforeUnloadEvent) => {
      if (queue.needsPage()) event.preventDefault();
    };
    window.addEventListener("beforeunload", askBeforeLeaving);
    return () => window.removeEventListener("beforeunload", askBeforeLeaving);
  }, [queue]);

  return (
    <UploadsContext value={{ queue, archive, take }}>
      {children}
      {dragging && (
        <div className={styles.drop} aria-hidden>
          <p>{strings.uploads.dropAnywhere}</p>
        </div>
      )}
    </UploadsContext>
  );
}

/** Starts uploads: `take` sends photos one by one, and a ZIP as a whole. */
export function useUploading(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error("useUploading outside of UploadsProvider");
  return uploads;
}

export function useUploads(): readonly Upload[] {
  const { queue } = useUploading();
  return useSyncExternalStore(queue.subscribe, queue.snapshot, () => NOTHING);
}

/** Restores uploads that outlived their page. One tab at a time, otherwise each tab would send all of them. */
function useKeptFiles(queue: UploadQueue): void {
  const person = useQuery(meQuery(api)).data?.id;
  useEffect(() => {
    if (!person) return;
    const leaving = new AbortController();
    const take = async () => {
      const { KeptFiles } = await import("@/lib/uploads/kept-files"); // no page needs it to start
      const kept = new KeptFiles(person);
      const left = await kept.all();
      if (!leaving.signal.aborted) queue.keepIn(kept, left);
    };
    const untilLeft = () => new Promise<void>((resolve) => leaving.signal.addEventListener("abort", () => resolve()));
    // Locks exist in secure contexts only. Elsewhere two tabs may send the same photos, which makes the same garments.
    if (!navigator.locks)
      void take().catch(() => null); // not loaded: leaving the page asks first, as without it
    else
      void navigator.locks
        .request("uploads", { signal: leaving.signal }, () => take().then(untilLeft))
        .catch(() => null); // the page was left before it was this tab's turn
    return () => leaving.abort();
  }, [queue, person]);
}

/** Whether files are being dragged over the page. Uploads what is dropped or pasted. */
function useDroppedPhotos(take: Uploads["take"]): boolean {
  const [dragging, setDragging] = useState(false);
  const router = useRouter();
  const path = usePathname();

  useEffect(() => {
    const listening = new AbortController();
    const on = <K extends keyof WindowEventMap>(name: K, react: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(name, react, { signal: listening.signal });
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const takeHere = (files: Iterable<File> | undefined) => {
      // A picture dropped on the face page is most likely another portrait, not a garment.
      const dropped = [...(files ?? [])];
      if (dropped.length === 0 || path === "/face") return;
      take(dropped);
      if (path !== "/add") router.push("/add");
    };
    on("dragenter", (event) => carriesFiles(event) && path !== "/face" && setDragging(true));
    on("dragover", (event) => carriesFiles(event) && event.preventDefault());
    on("dragleave", (event) => event.relatedTarget === null && setDragging(false));
    on("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(takeHere);
    });
    on("paste", (event) => takeHere(event.clipboardData?.files));
    return () => listening.abort();
  }, [take, router, path]);

  return dragging;
}
