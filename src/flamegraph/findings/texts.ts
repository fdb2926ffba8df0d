import { t } from '../../i18n';
import type { PresetId, RuleId } from '../../profile/findings/rules';

/** Findings: what each is, what it means and what to do next. */
export const findingTexts = {
  button: (count: number) =>
    t('flamegraph.findings.button', '', {
      count,
      defaultValue_one: '{{count}} finding',
      defaultValue_other: '{{count}} findings',
    }),
  onlyPresets: () => t('flamegraph.findings.only-presets', 'Out of the way'),
  title: () => t('flamegraph.findings.title', 'Findings'),
  rules: () =>
    t('flamegraph.findings.rules', 'Fixed rules over function names. A stack may count for several of them.'),
  withoutIdle: (idle: string) =>
    t('flamegraph.findings.without-idle', 'Shares are of the time without idle threads ({{idle}}).', { idle }),
  highlight: () => t('flamegraph.findings.highlight', 'Highlight'),
  highlightThis: (name: string) => t('flamegraph.findings.highlight-this', 'Highlight: {{name}}', { name }),
  keep: () => t('flamegraph.findings.keep', 'Keep only these stacks'),
  keepThis: (name: string) => t('flamegraph.findings.keep-this', 'Keep only these stacks: {{name}}', { name }),
  presets: () => t('flamegraph.findings.presets', 'Out of the way'),
  preset: (id: PresetId) =>
    ({
      idle: t('flamegraph.findings.preset-idle', 'Threads that wait for work'),
      gc: t('flamegraph.findings.preset-gc', 'Garbage collection'),
      scheduler: t('flamegraph.findings.preset-scheduler', 'Scheduler'),
      middleware: t('flamegraph.findings.preset-middleware', 'Frames of web frameworks'),
    })[id],
  hide: (name: string) => t('flamegraph.findings.hide', 'Hide: {{name}}', { name }),
  merge: (name: string) => t('flamegraph.findings.merge', 'Merge into callers: {{name}}', { name }),
  off: () => t('flamegraph.findings.off', 'Turn off findings'),
  on: () => t('flamegraph.findings.on', 'Show findings'),
  cost: (amount: string) => t('flamegraph.findings.cost', '{{amount}} per hour', { amount }),
  formula: (share: string, cores: string, price: string) =>
    t('flamegraph.findings.formula', '{{share}} of {{cores}} cores × {{price}} per core and hour', {
      ...{ share, cores, price },
    }),
  name: (id: RuleId) =>
    ({
      gc: t('flamegraph.findings.gc', 'Garbage collection'),
      allocation: t('flamegraph.findings.allocation', 'Allocating memory'),
      locks: t('flamegraph.findings.locks', 'Locks'),
      syscalls: t('flamegraph.findings.syscalls', 'System calls'),
      scheduler: t('flamegraph.findings.scheduler', 'Scheduler'),
      copying: t('flamegraph.findings.copying', 'Copying and clearing memory'),
      maps: t('flamegraph.findings.maps', 'Maps'),
      buffers: t('flamegraph.findings.buffers', 'Growing buffers'),
      reflection: t('flamegraph.findings.reflection', 'Reflection'),
      json: t('flamegraph.findings.json', 'JSON'),
      regexp: t('flamegraph.findings.regexp', 'Compiling regular expressions'),
      formatting: t('flamegraph.findings.formatting', 'Formatting text'),
      logging: t('flamegraph.findings.logging', 'Logging'),
      tls: t('flamegraph.findings.tls', 'TLS handshakes'),
      hashing: t('flamegraph.findings.hashing', 'Hashing and signing'),
      clock: t('flamegraph.findings.clock', 'Reading the clock'),
      compression: t('flamegraph.findings.compression', 'Compression'),
      compiler: t('flamegraph.findings.compiler', 'Just-in-time compiler'),
      loading: t('flamegraph.findings.loading', 'Loading code'),
      exceptions: t('flamegraph.findings.exceptions', 'Exceptions and stack traces'),
      profiler: t('flamegraph.findings.profiler', 'The profiler itself'),
    })[id],
  /** What it means, then the next step. */
  advice: (id: RuleId) =>
    ({
      gc: t(
        'flamegraph.findings.gc-advice',
        'The collector follows what is allocated. See who allocates in the memory types, or give it more room (GOGC, GOMEMLIMIT, heap size).'
      ),
      allocation: t(
        'flamegraph.findings.allocation-advice',
        'Many small objects are made. See who makes them in the memory types; reuse buffers, size slices and maps ahead.'
      ),
      locks: t(
        'flamegraph.findings.locks-advice',
        'Threads meet at a lock. See who holds it in the mutex types; hold it shorter, or split it.'
      ),
      syscalls: t(
        'flamegraph.findings.syscalls-advice',
        'The kernel works for this program, mostly reading and writing. See the callers; larger buffers and batches need fewer calls.'
      ),
      scheduler: t(
        'flamegraph.findings.scheduler-advice',
        'Threads wake for little work: the program is nearly idle, has many short goroutines, or more GOMAXPROCS than its CPU limit.'
      ),
      copying: t(
        'flamegraph.findings.copying-advice',
        'Large values or growing slices are copied. See the callers; pass pointers, size ahead.'
      ),
      maps: t(
        'flamegraph.findings.maps-advice',
        'Maps are searched and grown. Size them ahead, or use slices where keys are small numbers.'
      ),
      buffers: t(
        'flamegraph.findings.buffers-advice',
        'A buffer that grows is allocated again each time. Give it its size ahead, or reuse it.'
      ),
      reflection: t(
        'flamegraph.findings.reflection-advice',
        'Types are looked at while running, often by encoders. See the callers; generated code needs none of it.'
      ),
      json: t(
        'flamegraph.findings.json-advice',
        'Documents are encoded and decoded. Do it once, stream large ones, or use a generated or binary encoder.'
      ),
      regexp: t(
        'flamegraph.findings.regexp-advice',
        'Patterns are compiled while the program runs. Compile each once, outside of what is called often.'
      ),
      formatting: t(
        'flamegraph.findings.formatting-advice',
        'Texts are built from formats. Where it is hot, append to a buffer, and build no text that is thrown away.'
      ),
      logging: t(
        'flamegraph.findings.logging-advice',
        'Messages are made and written. Lower the level, or sample what is logged often.'
      ),
      tls: t(
        'flamegraph.findings.tls-advice',
        'Connections are made anew. Keep them alive, share clients, allow session resumption.'
      ),
      hashing: t(
        'flamegraph.findings.hashing-advice',
        'Digests and signatures are computed. Keep results, or use a cheaper hash where nothing depends on its strength.'
      ),
      clock: t(
        'flamegraph.findings.clock-advice',
        'The time is asked for often. Ask once an operation rather than once a step.'
      ),
      compression: t(
        'flamegraph.findings.compression-advice',
        'Data is packed and unpacked. A lower level or another method may be enough; leave what is compressed already.'
      ),
      compiler: t(
        'flamegraph.findings.compiler-advice',
        'Usual after a start. If it lasts, the code cache may be full, or code is deoptimized again and again.'
      ),
      loading: t(
        'flamegraph.findings.loading-advice',
        'Usual after a start. If it lasts, something loads modules or classes with each request.'
      ),
      exceptions: t(
        'flamegraph.findings.exceptions-advice',
        'Stack traces are expensive. Use no exceptions, and record no callers, for what happens often.'
      ),
      profiler: t(
        'flamegraph.findings.profiler-advice',
        'Profiling has its own cost. Fewer profile types or longer intervals make it less.'
      ),
    })[id],
};
