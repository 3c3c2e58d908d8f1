/** The files dropped on the page, including the photos in folders. */
const PICTURE = /\.(jpe?g|png|webp|heic|heif|avif|gif)$/i;

export const isPicture = (file: File): boolean =>
  !file.name.startsWith(".") && (file.type.startsWith("image/") || PICTURE.test(file.name));

export const isArchive = (file: File): boolean => /\.zip$/i.test(file.name);

/**
 * Call it within the drop event: browsers discard the dropped data afterwards. Returns single files of any kind, so
 * that the person learns why one is refused, but only the photos of a folder.
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
    // Returns up to a hundred entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return files;
    for (const each of some) files.push(...(await filesIn(each)));
  }
}
