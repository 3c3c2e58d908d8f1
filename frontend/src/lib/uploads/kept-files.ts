/**
 * Keeps photos in IndexedDB until the service has them, so that uploads continue after a tab is closed or reloaded. The
 * photos belong to one person; another person who signs in here cannot see them.
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

/** Without IndexedDB, or without space in it, uploads are lost when their tab is closed. */
export class KeptFiles {
  private opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly person: string) {}

  /** This person's uploads in the order they were added. Deletes those of other people. */
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

  /** Returns whether the upload was stored. */
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

/** Deletes all uploads in this browser. Call it when the person signs out. */
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
