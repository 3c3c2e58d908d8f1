import { pictureAddress } from "./client";
import { problemFrom, unreachable } from "./problem";
import { withSession } from "./session";

/**
 * The bytes of a picture that the service named, for scripts that read its pixels.
 *
 * @throws ApiProblem for every answer that is not 2xx.
 */
export async function pictureBlob(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await withSession(() =>
    fetch(pictureAddress(path), { signal }).catch((error: unknown) => {
      throw signal.aborted ? error : unreachable();
    }),
  );
  if (response.ok) return response.blob();
  const body: unknown = await response.json().catch(() => null);
  throw problemFrom(response.status, body, response.headers.get("retry-after"));
}
