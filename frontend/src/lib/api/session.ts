/**
 * Whether this browser is still signed in. The tokens are httpOnly cookies that scripts cannot read; this module knows
 * only when they expire and whether the service last accepted them.
 */
const BASE = process.env.NEXT_PUBLIC_API_URL || "/api";
const REFRESHED_AT = "session-refreshed-at";
const EXPIRES_AT = "session-expires-at";
const MARGIN_MS = 60_000;
const CHECK_EVERY_MS = 20_000;

type Listener = () => void;
const listeners = new Set<Listener>();
let ended = false;
let waiting: (() => void)[] = [];
let person: string | null = null;

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("session");
channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.data === "signed-out") setEnded(true);
  if (event.data === "signed-in" && ended) void continueRequests();
});

export const sessionStore = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  hasEnded: () => ended,
};

function setEnded(value: boolean): void {
  ended = value;
  if (!value) {
    waiting.forEach((resume) => resume());
    waiting = [];
  }
  listeners.forEach((listener) => listener());
}

/** Remembers who is signed in, once known. */
export function rememberPerson(id: string): void {
  person = id;
}

/** Call after a session began: other tabs and waiting requests continue. */
export async function sessionBegan(expiresInSeconds?: number): Promise<void> {
  remember(expiresInSeconds);
  channel?.postMessage("signed-in");
  await continueRequests();
}

/** Lets waiting requests continue, unless another person signed in: they and the page are the first person's. */
async function continueRequests(): Promise<void> {
  if (person !== null) {
    const response = await fetch(`${BASE}/v1/me`).catch(() => null);
    const now: unknown = response?.ok ? await response.json() : null;
    if ((now as { id?: string } | null)?.id !== person) {
      window.location.assign("/wardrobe");
      return;
    }
  }
  setEnded(false);
}

/** Call after signing out: other tabs ask the person to sign in again. */
export function sessionEnded(): void {
  forget();
  channel?.postMessage("signed-out");
}

/**
 * Sends a request with the session. Refreshes a session that is about to expire or that the service rejects. If that
 * fails, asks the person to sign in again and then sends the request, so that nothing typed is lost.
 */
export async function withSession<T extends { status: number }>(send: () => Promise<T>): Promise<T> {
  if (isAboutToExpire()) await refresh(Date.now());
  const startedAt = Date.now();
  const first = await send();
  if (first.status !== 401) return first;
  if (await refresh(startedAt)) {
    const second = await send();
    if (second.status !== 401) return second;
  }
  setEnded(true);
  await new Promise<void>((resume) => waiting.push(resume));
  return send();
}

/**
 * Refreshes the session while the page is visible, because the browser does not retry pictures. Returns a function that
 * stops it.
 */
export function keepSession(): () => void {
  const check = () => {
    if (document.visibilityState === "visible" && !ended && isAboutToExpire()) void refresh(Date.now());
  };
  check();
  const timer = setInterval(check, CHECK_EVERY_MS);
  document.addEventListener("visibilitychange", check);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", check);
  };
}

/**
 * Refreshes the session, one tab at a time: a refresh token used twice counts as stolen and ends the session. A tab
 * that waited for another tab's refresh uses its result.
 */
function refresh(neededSince: number): Promise<boolean> {
  const refreshOnce = async () => {
    if (Number(read(REFRESHED_AT)) >= neededSince) return true;
    const response = await fetch(`${BASE}/v1/auth/session/refresh`, { method: "POST" }).catch(() => null);
    if (!response?.ok) return false;
    const body: unknown = await response.json().catch(() => null);
    remember((body as { expires_in?: number } | null)?.expires_in);
    return true;
  };
  // Locks exist in secure contexts only. On plain http each tab has its own queue.
  if (navigator.locks) return navigator.locks.request("session-refresh", refreshOnce);
  refreshing ??= refreshOnce().finally(() => (refreshing = null));
  return refreshing;
}
let refreshing: Promise<boolean> | null = null;

function isAboutToExpire(): boolean {
  const expiresAt = Number(read(EXPIRES_AT));
  return expiresAt > 0 && Date.now() > expiresAt - MARGIN_MS;
}

function remember(expiresInSeconds: number | undefined): void {
  write(REFRESHED_AT, String(Date.now()));
  if (expiresInSeconds) write(EXPIRES_AT, String(Date.now() + expiresInSeconds * 1000));
}

function forget(): void {
  write(REFRESHED_AT, "0");
  write(EXPIRES_AT, "0");
}

// The browser may block storage; the cost is one needless request.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // see read()
  }
}
