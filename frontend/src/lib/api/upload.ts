import { problemFrom, unreachable } from "./problem";
import { withSession } from "./session";
import type { UploadResult } from "./types";

const BASE = process.env.NEXT_PUBLIC_API_URL || "/api";

export type UploadOptions = {
  /** Makes retries safe: the service answers a repeated key with the first result. */
  idempotencyKey: string;
  onProgress: (shareOfBytes: number) => void;
  signal: AbortSignal;
};

/**
 * Uploads one photo. XMLHttpRequest, because fetch() does not report upload progress.
 *
 * @throws ApiProblem if there is no result: no connection, service busy. A refused photo is a result with a problem.
 */
export async function uploadPhoto(file: File, options: UploadOptions): Promise<UploadResult> {
  const answer = await withSession(() => post(file, options));
  const results = (answer.body as { results?: UploadResult[] } | null)?.results;
  const result = results?.[0];
  if (result) return result;
  throw problemFrom(answer.status, answer.body, answer.retryAfter);
}

type Answer = { status: number; body: unknown; retryAfter: string | null };

function post(file: File, { idempotencyKey, onProgress, signal }: UploadOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = () => signal.removeEventListener("abort", abort);
    request.open("POST", `${BASE}/v1/items`);
    request.responseType = "json";
    request.setRequestHeader("Idempotency-Key", idempotencyKey);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / (event.total || 1)));
    request.addEventListener("load", () => {
      settle();
      resolve({
        status: request.status,
        body: request.response as unknown,
        retryAfter: request.getResponseHeader("retry-after"),
      });
    });
    request.addEventListener("error", () => (settle(), reject(unreachable())));
    request.addEventListener("abort", () => (settle(), reject(new DOMException("Cancelled", "AbortError"))));
    signal.addEventListener("abort", abort);
    if (signal.aborted) return reject(new DOMException("Cancelled", "AbortError"));
    const form = new FormData();
    form.append("files", file, file.name);
    request.send(form);
  });
}
