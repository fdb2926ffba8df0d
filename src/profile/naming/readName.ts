import { readDotnet, readDotnetModule, readDotnetPerf, readDotnetTagged } from './dotnet';
import { frameName, type FrameName, type NameReader } from './frameName';
import { readGo } from './go';
import { readJvm } from './jvm';
import { readClone, readKernel, readUnsymbolized } from './native';
import { readBeam, readObjectiveC, readSwift } from './others';
import { readScoped } from './scoped';
import { readNode, readPhp, readPython, readRuby, readScript } from './scripts';
import { visible } from './visible';

/** The characters that tell forms apart, and a bit for each. */
const MARKS = ' !#$(./:@[\\_|`+<';
/** Beside the forms' marks: a character that may not be seen. */
export const UNUSUAL = 1 << MARKS.length;
const BITS = new Int32Array(127).fill(UNUSUAL, 0, 32);
for (let i = 0; i < MARKS.length; i++) {
  BITS[MARKS.charCodeAt(i)] = 1 << i;
}

export function marksIn(name: string): number {
  let marks = 0;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    marks |= code < 127 ? BITS[code] : UNUSUAL;
  }
  return marks;
}

const reader = (read: NameReader, all: string, any = '') => ({ read, all: marksIn(all), any: marksIn(any) });

/**
 * The readers, with the characters that a name must have, all or any, for one to be tried: most names have few of them.
 * The first that knows the name decides; what is told by a mark stands before what is told by its shape.
 */
const READERS = [
  reader(readUnsymbolized, ''),
  reader(readKernel, ''),
  reader(readDotnetTagged, '|:'),
  reader(readObjectiveC, '[ '),
  reader(readDotnetPerf, '[: '),
  reader(readNode, ':'),
  reader(readScript, '', ' :'),
  reader(readDotnetModule, '!'),
  reader(readPhp, '\\'),
  reader(readRuby, '#'),
  reader(readSwift, '', ' $'),
  reader(readScoped, '', ':(_'),
  reader(readPython, ''),
  reader(readBeam, ':/'),
  reader(readJvm, '.'),
  reader(readDotnet, '.'),
  reader(readClone, '', '.@'),
  reader(readGo, '.'),
];

/** async-profiler marks how a frame was run: `_[j]` compiled, `_[i]` inlined, `_[0]` interpreted, `_[1]` C1. */
const RUN_MARKS = ['_[j]', '_[i]', '_[0]', '_[1]'];

/**
 * A frame's name as people read it, by the forms in which profilers send names of Go, the JVM's languages, .NET, Node,
 * Python, Ruby, PHP, C++, Rust, Swift, Objective-C, Erlang and Elixir, of native code, the kernel and eBPF. Linear in the
 * name's length.
 */
export function readName(sent: string): FrameName {
  const name = RUN_MARKS.some((mark) => sent.endsWith(mark)) ? sent.slice(0, -4) : sent;
  const marks = marksIn(name);
  const read = readWith(name, marks) ?? frameName('plain', { package: '', name: name || sent });
  return marks & UNUSUAL ? visibleParts(read) : read;
}

function readWith(name: string, marks: number): FrameName | undefined {
  for (const { read, all, any } of READERS) {
    const found = (marks & all) === all && (any === 0 || (marks & any) !== 0) ? read(name) : undefined;
    if (found && found.name !== '') {
      return found;
    }
  }
  return undefined;
}

/** What is shown of a name; the rest (package, file) is compared with what was sent elsewhere. */
function visibleParts(read: FrameName): FrameName {
  const { label, before, name, after } = read;
  return { ...read, label: visible(label), before: visible(before), name: visible(name), after: visible(after) };
}

/** The whole of a name as people read it: ` com.example.shop.Cart$$Lambda.apply`, `total ./dist/cart.js:10`. */
export function shownText({ before, name, after }: FrameName): string {
  return before + name + after;
}

/** The whole of a name as it was sent; of a function without one what stands in its place. */
export const sentText = (sent: string) => visible(sent) || readName(sent).name;
