import { binaryName } from './binaryName';
import { every, isDigit, isHex, isWord, skip } from './chars';
import { frameName, type NameReader } from './frameName';

export const UNKNOWN = '(unknown)';

/** What profilers write for a function that they could not name. */
export const UNNAMED = new Set(['', '<unknown>', '[unknown]', '(unknown)', '??', '?']);

/** Marks of places that are no binary. */
const MARKS = new Set(['GC', 'idle', 'k', 'heap', 'stack', 'anon', 'unknown_Java', 'no_Java_frame', 'deoptimization']);

/**
 * Code without symbols: '' is "(unknown)", `libc.so.6 0x2a1b0`, `[shop] 0x401000`, `[shop]`, `/usr/lib/libssl.so.3`; what is a
 * word before a small offset is a function (`do_syscall_64+0x3b`).
 */
export const readUnsymbolized: NameReader = (sent) => {
  if (UNNAMED.has(sent)) {
    return frameName('plain', { package: '', name: UNKNOWN });
  }
  const address = isHex(sent.charCodeAt(sent.length - 1)) ? sent.lastIndexOf('0x') : -1;
  if (address >= 0 && every(sent, isHex, address + 2)) {
    return atAddress(sent, address);
  }
  if (sent.startsWith('[') && sent.endsWith(']') && !MARKS.has(sent.slice(1, -1))) {
    const binary = binaryName(sent.slice(1, -1));
    if (isBinary(binary)) {
      return frameName('native', { package: binary, name: `[${binary}]` });
    }
  }
  const library = libraryOf(sent);
  return library === '' ? undefined : frameName('native', { package: library, name: library });
};

function atAddress(sent: string, address: number) {
  const separator = sent[address - 1];
  if (address === 0) {
    return frameName('native', { package: '', name: sent });
  }
  if (separator !== ' ' && separator !== '+') {
    return undefined;
  }
  const place = sent.slice(0, address - 1);
  // Behind a function's name stands an offset in it, which is small; behind a binary's an address.
  if (separator === '+' && sent.length <= address + 6 && every(place, isWord)) {
    return frameName('plain', { package: '', name: place, after: sent.slice(address - 1) });
  }
  const bracketed = place.startsWith('[') && place.endsWith(']') ? place.slice(1, -1) : place;
  const binary = binaryName(bracketed);
  if (!isBinary(binary)) {
    return undefined;
  }
  return frameName('native', { package: binary, name: `[${binary}] ${sent.slice(address)}` });
}

/** A file's name, which has none of the characters of signatures. */
function isBinary(text: string): boolean {
  return every(text, (code) => isWord(code) || '.-+~@'.includes(String.fromCharCode(code)));
}

/** `libssl.so.3` of `/usr/lib/libssl.so.3`, `libSystem.B.dylib`; '' if the name is not a library's. */
function libraryOf(sent: string): string {
  if (!sent.includes('.so') && !sent.endsWith('.dylib') && !sent.endsWith('.dll')) {
    return '';
  }
  const base = binaryName(sent);
  if (base.endsWith('.dylib') || base.endsWith('.dll')) {
    return isBinary(base) ? base : '';
  }
  const so = base.indexOf('.so');
  const end = so <= 0 ? -1 : skip(base, so + 3, (code) => isDigit(code) || code === 46);
  return end === base.length && isBinary(base) ? base : '';
}

/** async-profiler marks classes as the kernel's where they were allocated outside of a thread's buffer: `byte[]_[k]`. */
const IS_CLASS = /[/[]|(?:^|\.)[A-Z][a-z]/;

/** The kernel's, where a profiler marks them: `do_syscall_64_[k]` (async-profiler), `[k] do_syscall_64`. */
export const readKernel: NameReader = (sent) => {
  const name = sent.endsWith('_[k]') ? sent.slice(0, -4) : sent.startsWith('[k] ') ? sent.slice(4) : undefined;
  if (name !== undefined && name !== '') {
    return IS_CLASS.test(name)
      ? frameName('plain', { package: '', name })
      : frameName('kernel', { package: 'kernel', name });
  }
  return sent === '[kernel.kallsyms]' || sent === 'vmlinux'
    ? frameName('kernel', { package: 'kernel', name: sent })
    : readBpf(sent);
};

/** `bpf_prog_6deef7357e7b4530_sd_fw_egress`: the hash is the program's, the rest its name. */
function readBpf(sent: string) {
  const hashEnd = sent.startsWith('bpf_prog_') ? skip(sent, 9, isHex) : 0;
  return hashEnd > 9 && sent[hashEnd] === '_'
    ? frameName('kernel', { package: 'bpf', name: sent.slice(hashEnd + 1), before: 'bpf ' })
    : undefined;
}

/** What compilers put behind the name of a function of C that they split or cloned, and linkers behind an imported one. */
const CLONES = ['.isra', '.part', '.constprop', '.cold', '.lto_priv', '.llvm', '@plt', '@@GLIBC', '@GLIBC'];

/** `foo.isra.0`, `malloc@plt`: functions of C, which have no package. */
export const readClone: NameReader = (sent) => {
  const end = skip(sent, 0, isWord);
  const clone = end === 0 ? undefined : CLONES.find((mark) => sent.startsWith(mark, end));
  // `sort.partition` is Go's.
  if (clone === undefined || (clone[0] === '.' && isWord(sent.charCodeAt(end + clone.length)))) {
    return undefined;
  }
  return frameName('plain', { package: '', name: sent.slice(0, end), after: sent.slice(end) });
};
