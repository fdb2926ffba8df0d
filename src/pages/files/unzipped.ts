import { pauses } from '../../profile/steps';

export type Unzipped =
  | { readonly kind: 'whole'; readonly parts: readonly Uint8Array[] }
  | { readonly kind: 'too-large' }
  /** cut short, or changed on its way: browsers do not say which in words that can be relied on */
  | { readonly kind: 'damaged' };

/**
 * A gzip file in the pieces that the browser makes of it. It may have several members, one after the other, and be filled
 * up behind the last: browsers take both for errors, and do not say where a member ends. So each place where one may is
 * tried, of which there is about one in 16 MB that is none.
 */
export async function unzipped(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Unzipped> {
  const parts: Uint8Array[] = [];
  let from = 0;
  let left = most;
  const take = async (end: number) => {
    const member = await unzippedMember(bytes.subarray(from, end), left);
    if (member.kind === 'whole') {
      parts.push(...member.parts);
      left -= lengthOf(member.parts);
      from = end;
    }
    return member;
  };
  let last = await take(bytes.length);
  for (const end of last.kind === 'damaged' ? placesOfEnds(bytes) : []) {
    last = end > from ? await take(end) : last;
    if (last.kind === 'too-large' || (last.kind === 'whole' && !isHeader(bytes, end))) {
      break;
    }
  }
  return last.kind === 'whole' ? { kind: 'whole', parts } : last;
}

const isHeader = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && bytes[at + 3] < 0x20;

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((length, part) => length + part.length, 0);

/** A file's end and a member's last four bytes, which are its length, may both be zeros. */
const MOST_ZEROS = 4;

/** Where members may end, in order: before each header, at the end, and before what fills the file up. */
function placesOfEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(0x1f, 1); at >= 0; at = bytes.indexOf(0x1f, at + 1)) {
    if (isHeader(bytes, at)) {
      ends.push(at);
    }
  }
  let filled = bytes.length;
  while (filled > 0 && [0, 0x0a, 0x0d].includes(bytes[filled - 1])) {
    filled--;
  }
  for (let end = filled; end <= Math.min(filled + MOST_ZEROS, bytes.length); end++) {
    ends.push(end);
  }
  return ends;
}

async function unzippedMember(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Unzipped> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  // Parts come unzipped one after the other without a pause.
  const pauseIfDue = pauses();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) {
        // What nobody reads on unzips no further. Cancelled while it ends, Node's stream throws where nobody can catch it.
        return { kind: 'too-large' };
      }
      await pauseIfDue();
    }
    return { kind: 'whole', parts };
  } catch {
    return { kind: 'damaged' };
  }
}
