import * as strings from "@/strings";
import type { Problem } from "./types";

/** What the service (or the way to it) refused, as RFC 9457 tells it. `status` 0: no answer came at all. */
export class ApiProblem extends Error {
  override name = "ApiProblem";

  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly fields: { field: string; message: string }[] = [],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail);
  }

  /** True where the same request may well work a little later. */
  get isTemporary(): boolean {
    return (
      this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
    );
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, strings.problem.unreachableTitle, strings.problem.unreachable);
}

/** The problem in an answer's body; sense is made of bodies that are none, such as another proxy's HTML. */
export function problemFrom(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const told = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  const seconds = Number(retryAfter);
  return new ApiProblem(
    status,
    told.title ?? strings.problem.title,
    told.detail || told.title || strings.problem.unknown(status),
    Array.isArray(told.errors) ? told.errors : [],
    retryAfter !== null && Number.isFinite(seconds) ? seconds : null,
  );
}

/** A sentence for the person, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : strings.problem.unknown(0);
}
