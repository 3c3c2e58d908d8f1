import * as strings from "@/strings";
import type { Problem } from "./types";

/** An error of the service or the connection, as RFC 9457 describes it. `status` is 0 if there was no answer. */
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

  /** Whether the same request may succeed later. */
  get isTemporary(): boolean {
    return (
      this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
    );
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, strings.problem.unreachableTitle, strings.problem.unreachable);
}

/** The problem in an answer's body, or a general one if the body is something else, such as a proxy's HTML. */
export function problemFrom(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const problem = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  const seconds = Number(retryAfter);
  return new ApiProblem(
    status,
    problem.title ?? strings.problem.title,
    problem.detail || problem.title || strings.problem.unknown(status),
    Array.isArray(problem.errors) ? problem.errors : [],
    retryAfter !== null && Number.isFinite(seconds) ? seconds : null,
  );
}

/** A message for the person, for any error. */
export function messageOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : strings.problem.unknown(0);
}
