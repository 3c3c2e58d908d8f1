/**
 * Photos on their way, kept in the browser's own database until the service has them: a tab that is closed or reloaded
 * goes on where it was. They are one person's; somebody else who signs in here finds none of them.
 */
export type KeptUpload = {
  key: string;
  person: string;
  name: string;
  sizeBytes: number;
  file: File | null; // null once the service has it
  itemId: string | null;
  isNew: boolean;
};

const DATABASE = "curator-uploads";
const STORE = "uploads";

/** What a browser without a database, or without room in it, does not keep is only lost with its tab. */
export class KeptFiles {
  private opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly person: string) {}

  /** This person's uploads in the order they were added; everybody else's are forgotten. */
  async all(): Promise<KeptUpload[]> {
    try {
      const found = await this.run<KeptUpload[]>("readonly", (store) => store.getAll());
      const others = found.filter(({ person }) => person !== this.person);
      for (const { key } of others) await this.drop(key);
      return found.filter(({ person }) => person === this.person);
    } catch {
      return [];
    }
  }

  /** Whether it is kept. */
  async put(upload: Omit<KeptUpload, "person">): Promise<boolean> {
    try {
      await this.run("readwrite", (store) => store.put({ ...upload, person: this.person }));
      return true;
    } catch {
      return false;
    }
  }

  async drop(key: string): Promise<void> {
    await this.run("readwrite", (store) => store.delete(key)).catch(() => null);
  }

  private async run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await (this.opened ??= open());
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "relaxed" });
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
  }
}

/** For signing out: nothing of it stays in this browser. */
export function forgetKeptFiles(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof indexedDB === "undefined") return resolve();
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });
}
