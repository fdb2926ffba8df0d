/** The files of a folder that a person picked or dropped, by their path in it. They are read here and sent nowhere. */
export interface SourceFolder {
  readonly name: string;
  readonly files: ReadonlyMap<string, File>;
}

/** A checkout with what it installed; beyond, the rest is not looked at. */
const MOST_FILES = 200_000;
/** Larger files are no sources that a person reads. */
const MOST_BYTES = 8 * 2 ** 20;

/** Of a file input that takes a folder. */
export function folderOfInput(list: FileList): SourceFolder | undefined {
  const files = new Map<string, File>();
  for (const file of Array.from(list).slice(0, MOST_FILES)) {
    files.set(file.webkitRelativePath || file.name, file);
  }
  return named(files);
}

/** Of what was dropped: folders with all that is below them. */
export async function folderOfDrop(items: DataTransferItemList): Promise<SourceFolder | undefined> {
  const files = new Map<string, File>();
  // The list is gone as soon as this function waits.
  const waiting = Array.from(items).flatMap((item) => item.webkitGetAsEntry() ?? []);
  for (let entry = waiting.pop(); entry !== undefined && files.size < MOST_FILES; entry = waiting.pop()) {
    if (isFile(entry)) {
      const found = entry;
      files.set(
        entry.fullPath.replace(/^\//, ''),
        await new Promise<File>((resolve, reject) => found.file(resolve, reject))
      );
    } else if (entry.name !== '.git') {
      waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    }
  }
  return named(files);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A reader hands a folder's entries over a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}

function named(files: ReadonlyMap<string, File>): SourceFolder | undefined {
  const [first] = files.keys();
  return first === undefined ? undefined : { name: first.split('/')[0], files };
}

/** The text of a file; undefined where it is too large to be a source. */
export async function textOfFile(file: File): Promise<string | undefined> {
  return file.size > MOST_BYTES ? undefined : file.text();
}
