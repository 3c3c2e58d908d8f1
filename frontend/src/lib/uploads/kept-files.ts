import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";

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

interface Schema extends DBSchema {
  [STORE]: { key: string; value: KeptUpload };
}

/** Without IndexedDB, or without space in it, uploads are lost when their tab is closed. */
export class KeptFiles {
  private opened: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(private readonly person: string) {}

  /** This person's uploads. Deletes those of other people. */
  async all(): Promise<KeptUpload[]> {
    try {
      const found = await (await this.database()).getAll(STORE);
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
      await (await this.database()).put(STORE, { ...upload, person: this.person });
      return true;
    } catch {
      return false;
    }
  }

  async drop(key: string): Promise<void> {
    await this.database()
      .then((database) => database.delete(STORE, key))
      .catch(() => null);
  }

  private database(): Promise<IDBPDatabase<Schema>> {
    return (this.opened ??= openDB<Schema>(DATABASE, 1, {
      upgrade: (database) => void database.createObjectStore(STORE, { keyPath: "key" }),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }));
  }
}

/** Deletes all uploads in this browser. Call it when the person signs out. */
export function forgetKeptFiles(): Promise<void> {
  // Another tab may keep the database open; the browser then deletes it when that tab is closed.
  return new Promise<void>((resolve, reject) => {
    deleteDB(DATABASE, { blocked: () => resolve() }).then(resolve, reject);
  }).catch(() => undefined); // a browser without IndexedDB kept nothing
}
