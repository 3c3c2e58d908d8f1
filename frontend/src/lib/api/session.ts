/**
 * Whether this browser is still signed in. The tokens are httpOnly cookies that no script sees; what is known here is
 * only when they run out and whether the service last took them.
 */
const BASE = process.env.NEXT_PUBLIC_API_URL || "/api";
const REFRESHED_AT = "session-refreshed-at";
const EXPIRES_AT = "session-expires-at";
const MARGIN_MS = 60_000;
const LOOK_EVERY_MS = 20_000;

type Listener = () => void;
const listeners = new Set<Listener>();
let ended = false;
let waiting: (() => void)[] = [];
let person: string | null = null;

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("session");
channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.data === "signed-out") setEnded(true);
  if (event.data === "signed-in" && ended) void goOn();
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

/** Whose pages these are, as soon as that is known. */
export function rememberPerson(id: string): void {
  person = id;
}

/** To call after a session began: other tabs, and requests that waited for it, go on. */
export async function sessionBegan(expiresInSeconds?: number): Promise<void> {
  remember(expiresInSeconds);
  channel?.postMessage("signed-in");
  await goOn();
}

/** Lets waiting requests go on, unless somebody else signed in: they are the first person's, as is the page. */
async function goOn(): Promise<void> {
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

/** To call after signing out on purpose: other tabs ask to sign in again. */
export function sessionEnded(): void {
  forget();
  channel?.postMessage("signed-out");
}

/**
 * Sends a request under the session: refreshes a session that is about to run out, or that the service no longer takes,
 * and where that fails too, asks the person to sign in again and then goes on, so that nothing typed is lost.
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
 * Keeps the session fresh while the page is looked at: pictures are fetched by the browser itself, which knows no
 * second try. Returns what stops it.
 */
export function keepSession(): () => void {
  const look = () => {
    if (document.visibilityState === "visible" && !ended && isAboutToExpire()) void refresh(Date.now());
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/**
 * One refresh at a time over all tabs: a refresh token used twice counts as stolen and ends the session. Whoever waited
 * for another tab's refresh takes that one.
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
  // Locks exist in secure contexts only; on plain http in a home network one tab's own queue has to do.
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

// Storage may be forbidden by the browser's settings; all that is lost then is a needless first try.
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
