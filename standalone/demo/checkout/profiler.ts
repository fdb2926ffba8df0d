import Pyroscope from '@pyroscope/nodejs';
import { belowRoot, decodePath } from './paths';

const PUSH_EVERY_MS = 10_000;
const HEAP_SAMPLE_BYTES = 256 * 1024;

export interface ProfilerOptions {
  /** Where Pyroscope's `/ingest` is, without the path. */
  serverAddress: string;
  appName: string;
  tags: Record<string, string>;
  /** Folder of the running bundle and its source map. */
  bundleFolder: string;
  /** The project's own root; frame names begin below it. */
  root: string;
}

/** Profiles this process, wall clock with CPU time and heap, and pushes what it finds every few seconds. */
export async function startProfiler(options: ProfilerOptions): Promise<void> {
  const { serverAddress, appName, tags, bundleFolder, root } = options;
  const sourceMapper = await Pyroscope.SourceMapper.create([bundleFolder]);
  const toSource = sourceMapper.mappingInfo.bind(sourceMapper);
  sourceMapper.mappingInfo = (location) => {
    const source = toSource({ ...location, file: decodePath(location.file) });
    return { ...source, file: belowRoot(source.file ?? '', root) };
  };
  Pyroscope.init({
    serverAddress,
    appName,
    tags,
    sourceMapper,
    flushIntervalMs: PUSH_EVERY_MS,
    wall: { collectCpuTime: true, samplingDurationMs: PUSH_EVERY_MS },
    heap: { samplingIntervalBytes: HEAP_SAMPLE_BYTES },
  });
  Pyroscope.start();
}
