import { drained } from '../../src/profile/steps';
import { profileInSteps } from '../../src/profile/pprof/profile';
import { readPprof } from '../../src/profile/pprof/read';
import { linesInSteps } from '../../src/profile/pprof/lines';
import { symbolLinesInSteps } from '../../src/profile/pprof/symbolLines';
import { symbolTable } from '../../src/profile/table';
import { makePprof } from './pprofs';

export interface Decoding {
  /** of the pprof */
  bytes: number;
  /** in the call tree */
  nodes: number;
  /** CPU in ms: bytes to columns */
  columns: number;
  /** bytes to the symbol table */
  table: number;
  /** bytes to all source lines */
  lines: number;
  /** those to the lines of one function, with what calls it and what is inlined there */
  symbolLines: number;
  /** how long other work would wait at most between two steps up to the profile, in ms of CPU */
  longestStep: number;
}

/** What decoding a made pprof costs where nothing else runs, the least of several runs. */
export function measureDecoding(stacks: number, functions: number, runs: number, cpuMs: () => number): Decoding {
  const bytes = makePprof(stacks, functions);
  const best = { columns: Infinity, table: Infinity, lines: Infinity, symbolLines: Infinity, longestStep: Infinity };
  let nodes = 0;
  for (let run = 0; run < runs; run++) {
    let start = cpuMs();
    readPprof(bytes);
    best.columns = Math.min(best.columns, cpuMs() - start);
    start = cpuMs();
    const profile = drained(profileInSteps([bytes], 'cpu'));
    symbolTable(profile);
    best.table = Math.min(best.table, cpuMs() - start);
    nodes = profile.length;
    start = cpuMs();
    const stacks = drained(linesInSteps([bytes], 'cpu'));
    best.lines = Math.min(best.lines, cpuMs() - start);
    start = cpuMs();
    drained(symbolLinesInSteps(stacks, stacks.lines.name[0]));
    best.symbolLines = Math.min(best.symbolLines, cpuMs() - start);
    best.longestStep = Math.min(best.longestStep, longestStep(bytes, cpuMs));
  }
  return { bytes: bytes.length, nodes, ...best };
}

function longestStep(bytes: Uint8Array, cpuMs: () => number): number {
  const steps = profileInSteps([bytes], 'cpu');
  let longest = 0;
  for (let done = false; !done;) {
    const start = cpuMs();
    done = steps.next().done ?? false;
    longest = Math.max(longest, cpuMs() - start);
  }
  return longest;
}
