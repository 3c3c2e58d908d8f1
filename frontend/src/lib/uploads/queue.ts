import { ApiProblem } from "@/lib/api/problem";
import type { Item, UploadResult } from "@/lib/api/types";
import type { UploadOptions } from "@/lib/api/upload";

export type Upload = {
  key: number;
  name: string;
  sizeBytes: number;
} & (
  | { state: "waiting" }
  | { state: "sending"; progress: number } // 0..1 of the bytes
  | { state: "reading" } // all bytes are there; the service looks at the photo
  | { state: "pausing"; why: string } // a temporary failure; tried again by itself
  | { state: "done"; item: Item; isNew: boolean }
  | { state: "refused"; why: string }
);

export type Send = (file: File, options: UploadOptions) => Promise<UploadResult>;

type Entry = { file: File; idempotencyKey: string; failures: number; stop: AbortController };

type Options = {
  send: Send;
  concurrency: number;
  maxBytes: number;
  tooLarge: (name: string) => string;
  onItem: (item: Item) => void;
  pauseMs?: (failures: number, asked: number | null) => number;
};

/** 1, 2, 4, ... 30 seconds, or what the service asked for. */
const growingPauseMs = (failures: number, askedSeconds: number | null) =>
  askedSeconds !== null ? askedSeconds * 1000 : Math.min(30_000, 1000 * 2 ** (failures - 1));

/** Sends many photos, a few at a time. A refused photo spoils nothing; a cut connection is waited out. */
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly entries = new Map<number, Entry>();
  private readonly listeners = new Set<() => void>();
  private active = 0;
  private nextKey = 1;

  constructor(private readonly options: Options) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly Upload[] => this.uploads;

  add(files: Iterable<File>): void {
    const added = Array.from(files, (file): Upload => {
      const key = this.nextKey++;
      const upload = { key, name: file.name || "photo", sizeBytes: file.size };
      if (file.size > this.options.maxBytes)
        return { ...upload, state: "refused", why: this.options.tooLarge(upload.name) };
      this.entries.set(key, { file, idempotencyKey: newKey(), failures: 0, stop: new AbortController() });
      return { ...upload, state: "waiting" };
    });
    this.publish([...this.uploads, ...added]);
    this.pump();
  }

  /** Tries refused photos again: one, or all of them. */
  retry(key?: number): void {
    for (const upload of this.uploads) {
      const entry = this.entries.get(upload.key);
      if (!entry || upload.state !== "refused" || (key !== undefined && upload.key !== key)) continue;
      entry.idempotencyKey = newKey(); // the old key would bring the old refusal
      entry.failures = 0;
      this.set(upload.key, { state: "waiting" });
    }
    this.pump();
  }

  /** Takes a photo off the list; one on its way is stopped. */
  remove(key: number): void {
    this.entries.get(key)?.stop.abort();
    this.entries.delete(key);
    this.publish(this.uploads.filter((upload) => upload.key !== key));
  }

  /** Forgets what is finished. */
  clearDone(): void {
    this.publish(this.uploads.filter((upload) => upload.state !== "done"));
  }

  /** Waits no longer, for example because the browser is online again. */
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

  private async run(key: number, entry: Entry): Promise<void> {
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
    }
  }

  private settle(key: number, entry: Entry, result: UploadResult): void {
    if (result.item) {
      this.entries.delete(key);
      this.set(key, { state: "done", item: result.item, isNew: result.status === 201 });
      this.options.onItem(result.item);
      return;
    }
    const told = result.problem;
    this.fail(key, entry, new ApiProblem(result.status, told?.title ?? "", told?.detail ?? told?.title ?? ""));
  }

  private fail(key: number, entry: Entry, error: unknown): void {
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
    setTimeout(() => {
      if (this.uploads.find((upload) => upload.key === key)?.state !== "pausing") return;
      this.set(key, { state: "waiting" });
      this.pump();
    }, pauseMs(entry.failures, problem.retryAfterSeconds));
  }

  private set(key: number, change: Stage): void {
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

// crypto.randomUUID() exists in secure contexts only; getRandomValues() everywhere.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
