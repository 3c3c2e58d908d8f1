import { ApiProblem } from "@/lib/api/problem";
import type { Item, UploadResult } from "@/lib/api/types";
import type { UploadOptions } from "@/lib/api/upload";
import type { KeptFiles, KeptUpload } from "./kept-files";

export type Upload = {
  key: string;
  name: string;
  sizeBytes: number;
} & (
  | { state: "waiting" }
  | { state: "sending"; progress: number } // 0..1 of the bytes
  | { state: "reading" } // all bytes are sent; the service analyses the photo
  | { state: "pausing"; why: string } // a temporary failure; the upload is retried
  | { state: "done"; itemId: string; isNew: boolean; item: Item | null } // null if done before this page was loaded
  | { state: "refused"; why: string }
);

export type Send = (file: File, options: UploadOptions) => Promise<UploadResult>;

type Entry = { file: File; idempotencyKey: string; failures: number; stop: AbortController };

/** Stores uploads beyond the page. */
export type Kept = Pick<KeptFiles, "put" | "drop">;

type Options = {
  send: Send;
  concurrency: number;
  maxBytes: number;
  tooLarge: (name: string) => string;
  onItem: (item: Item) => void;
  /** Called when no upload is in progress any more. */
  onIdle: () => void;
  pauseMs?: (failures: number, asked: number | null) => number;
};

/** 1, 2, 4, ... 30 seconds, or the service's Retry-After. */
const growingPauseMs = (failures: number, askedSeconds: number | null) =>
  askedSeconds !== null ? askedSeconds * 1000 : Math.min(30_000, 1000 * 2 ** (failures - 1));

/** Uploads many photos, a few at a time. A refused photo does not stop the others; lost connections are retried. */
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly unkept = new Set<string>();
  private kept: Kept | null = null;
  private readonly listeners = new Set<() => void>();
  private active = 0;

  constructor(private readonly options: Options) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly Upload[] => this.uploads;

  add(files: Iterable<File>): void {
    const added = Array.from(files, (file): Upload => {
      const key = newKey();
      const upload = { key, name: file.name || "photo", sizeBytes: file.size };
      if (file.size > this.options.maxBytes)
        return { ...upload, state: "refused", why: this.options.tooLarge(upload.name) };
      this.entries.set(key, newEntry(file));
      this.unkept.add(key);
      return { ...upload, state: "waiting" };
    });
    this.publish([...this.uploads, ...added]);
    this.pump();
    void this.keep(added);
  }

  /** Stores all uploads in `kept` from now on, and resumes the uploads that an earlier page left there. */
  keepIn(kept: Kept, left: KeptUpload[]): void {
    const added = this.uploads;
    const restored = left.flatMap(({ key, name, sizeBytes, file, itemId, isNew }): Upload[] => {
      if (itemId !== null) return [{ key, name, sizeBytes, state: "done", itemId, isNew, item: null }];
      if (!file) return [];
      this.entries.set(key, newEntry(file));
      return [{ key, name, sizeBytes, state: "waiting" }];
    });
    this.kept = kept;
    this.publish([...restored, ...added]);
    this.pump();
    void this.keep(added);
  }

  /** Whether closing this page would lose an upload. */
  needsPage(): boolean {
    return this.uploads.some(
      ({ key, state }) => state !== "done" && state !== "refused" && (!this.kept || this.unkept.has(key)),
    );
  }

  /** Retries one refused photo, or all of them. */
  retry(key?: string): void {
    for (const upload of this.uploads) {
      const entry = this.entries.get(upload.key);
      if (!entry || upload.state !== "refused" || (key !== undefined && upload.key !== key)) continue;
      entry.idempotencyKey = newKey(); // the old key would return the old refusal
      entry.failures = 0;
      this.set(upload.key, { state: "waiting" });
    }
    this.pump();
  }

  /** Removes a photo from the list and stops its upload. */
  remove(key: string): void {
    this.entries.get(key)?.stop.abort();
    this.entries.delete(key);
    void this.kept?.drop(key);
    this.publish(this.uploads.filter((upload) => upload.key !== key));
  }

  /** Removes finished uploads from the list. */
  clearDone(): void {
    for (const { key, state } of this.uploads) if (state === "done") void this.kept?.drop(key);
    this.publish(this.uploads.filter((upload) => upload.state !== "done"));
  }

  /** Retries paused uploads now, for example because the browser is online again. */
  resume(): void {
    for (const upload of this.uploads) if (upload.state === "pausing") this.set(upload.key, { state: "waiting" });
    this.pump();
  }

  private pump(): void {
    for (const upload of this.uploads) {
      if (this.active >= this.options.concurrency) return;
      const entry = this.entries.get(upload.key);
      if (upload.state === "waiting" && entry) void this.run(upload.key, entry);
    }
  }

  /** Stores uploads one after another; an upload that finishes before its turn is not written. */
  private async keep(added: readonly Upload[]): Promise<void> {
    for (const { key, name, sizeBytes } of added) {
      const entry = this.entries.get(key);
      if (!entry || !this.kept) continue;
      const isKept = await this.kept.put({ key, name, sizeBytes, file: entry.file, itemId: null, isNew: false });
      if (isKept) this.unkept.delete(key);
      const now = this.uploads.find((upload) => upload.key === key);
      if (now?.state === "done") this.keepDone(now);
      if (!now) void this.kept.drop(key);
    }
  }

  private keepDone({ key, name, sizeBytes, itemId, isNew }: Upload & { state: "done" }): void {
    void this.kept?.put({ key, name, sizeBytes, file: null, itemId, isNew });
  }

  private async run(key: string, entry: Entry): Promise<void> {
    this.active++;
    this.set(key, { state: "sending", progress: 0 });
    try {
      const result = await this.options.send(entry.file, {
        idempotencyKey: entry.idempotencyKey,
        signal: entry.stop.signal,
        onProgress: (progress) => this.set(key, progress < 1 ? { state: "sending", progress } : { state: "reading" }),
      });
      this.settle(key, entry, result);
    } catch (error) {
      this.fail(key, entry, error);
    } finally {
      this.active--;
      this.pump();
      if (this.active === 0) this.options.onIdle();
    }
  }

  private settle(key: string, entry: Entry, result: UploadResult): void {
    if (result.item) {
      this.entries.delete(key);
      const done = { state: "done", itemId: result.item.id, isNew: result.status === 201, item: result.item } as const;
      this.set(key, done);
      const upload = this.uploads.find((each) => each.key === key);
      if (upload) this.keepDone({ ...upload, ...done });
      this.options.onItem(result.item);
      return;
    }
    const { problem } = result;
    this.fail(key, entry, new ApiProblem(result.status, problem?.title ?? "", problem?.detail ?? problem?.title ?? ""));
  }

  private fail(key: string, entry: Entry, error: unknown): void {
    if (entry.stop.signal.aborted) return;
    const problem = error instanceof ApiProblem ? error : null;
    if (!problem?.isTemporary) {
      this.set(key, { state: "refused", why: problem?.message ?? String(error) });
      return;
    }
    entry.failures++;
    if (problem.status !== 0) entry.idempotencyKey = newKey();
    this.set(key, { state: "pausing", why: problem.message });
    const pauseMs = this.options.pauseMs ?? growingPauseMs;
    setTimeout(
      () => {
        if (this.uploads.find((upload) => upload.key === key)?.state !== "pausing") return;
        this.set(key, { state: "waiting" });
        this.pump();
      },
      pauseMs(entry.failures, problem.retryAfterSeconds),
    );
  }

  private set(key: string, change: Stage): void {
    this.publish(
      this.uploads.map((upload) =>
        upload.key === key ? { key, name: upload.name, sizeBytes: upload.sizeBytes, ...change } : upload,
      ),
    );
  }

  private publish(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    this.listeners.forEach((listener) => listener());
  }
}

type Stage = Upload extends infer U ? (U extends Upload ? Omit<U, "key" | "name" | "sizeBytes"> : never) : never;

const newEntry = (file: File): Entry => ({ file, idempotencyKey: newKey(), failures: 0, stop: new AbortController() });

// crypto.randomUUID() exists in secure contexts only, getRandomValues() everywhere.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
