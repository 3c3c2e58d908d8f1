/** What was dropped on the page, folders opened: photos alone. */
const PICTURE = /\.(jpe?g|png|webp|heic|heif|avif|gif)$/i;

export const isPicture = (file: File): boolean =>
  !file.name.startsWith(".") && (file.type.startsWith("image/") || PICTURE.test(file.name));

export const isArchive = (file: File): boolean => /\.zip$/i.test(file.name);

/**
 * To call while the drop is being handled: afterwards a browser forgets what was dropped. What stands on the page by
 * itself is taken as it is, so that the person is told why it is refused; of a folder only its photos are.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  const files: File[] = [];
  for (const entry of entries)
    if (entry) files.push(...(entry.isDirectory ? (await filesIn(entry)).filter(isPicture) : await filesIn(entry)));
  return files;
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return new Promise((resolve) =>
      (entry as FileSystemFileEntry).file(
        (file) => resolve([file]),
        () => resolve([]),
      ),
    );
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A hundred at a time, until an empty answer says that there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return files;
    for (const each of some) files.push(...(await filesIn(each)));
  }
}
