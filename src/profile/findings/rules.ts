/** What a profile measures, as far as rules care. `waiting` is goroutines and blocking. */
export type Measure = 'cpu' | 'wall' | 'allocation' | 'waiting';

export type RuleId =
  | 'gc'
  | 'allocation'
  | 'locks'
  | 'syscalls'
  | 'scheduler'
  | 'copying'
  | 'maps'
  | 'buffers'
  | 'reflection'
  | 'json'
  | 'regexp'
  | 'formatting'
  | 'logging'
  | 'tls'
  | 'hashing'
  | 'clock'
  | 'compression'
  | 'compiler'
  | 'loading'
  | 'exceptions'
  | 'profiler';

export interface Rule {
  readonly id: RuleId;
  readonly of: readonly Measure[];
  /**
   * About one a language, in what RE2 and JavaScript share, case-insensitive, of names as they are sent or shown. Those
   * of Python say `\.py`, so that they find functions whose files stand beside their names, too. Of functions that call
   * back (reflective calls, middleware, `pprof.Do`) none is here: all of the program is below them.
   */
  readonly patterns: readonly string[];
  /** Share of the whole from which on it is worth a word. */
  readonly least: number;
}

const CPU = ['cpu'] as const;
const TIME = ['cpu', 'wall'] as const;
const COST = ['cpu', 'wall', 'allocation'] as const;

/** Where thresholds come from: `findings.test.ts` has what each recorded profile says, and what it must not say. */
export const RULES: readonly Rule[] = [
  {
    id: 'gc',
    of: TIME,
    // Of a JVM what collects, never the loop of a thread (a class that ends in `d`), which mostly waits.
    patterns: [
      '^runtime\\.(gcBgMarkWorker|gcAssistAlloc|bgsweep|bgscavenge|gcStart|gcMarkTermination)',
      '^((G1|Shenandoah)\\w*[^d\\W]|Z(Mark|Relocate|Heap)\\w*|(PS(Promotion|ParallelCompact|Scavenge|MarkSweep|CardTable|Adjust)|ParCompactionManager|ParallelGC|ParNewGen|CMS(Par|Conc|Ref|Coll)|RefProc|GenMarkSweep|SerialFullGC)\\w*|(\\w*Roots(Marking)?|Steal\\w*|\\w*DensePrefix\\w*)Task)::|^(DefNew|Tenured)Generation::collect|^VM_(Gen|Serial|Parallel|G1|CollectFor)\\w*::doit|^ZDriver\\w*::(gc|mark|pause|concurrent|collect)',
      '(^\\W*|\\bGC\\.)garbage collect(ion|or)\\W*\\d*$',
      '^(WKS|SVR)::gc_heap',
      '^(gc_collect_main|rb_gc\\w*|gc_(sweep|mark)\\w*)$',
    ],
    least: 0.1,
  },
  {
    id: 'allocation',
    of: CPU,
    patterns: [
      '^runtime\\.(mallocgc|growslice|makeslice|newobject)',
      '^(MemAllocator|CollectedHeap|OptoRuntime)::(allocate|obj_allocate|new_)',
      '^(_int_(malloc|free|realloc)|(__libc_|je_|tc_|mi_)?(malloc|calloc|realloc|free)|operator (new|delete).*)$',
    ],
    least: 0.15,
  },
  {
    id: 'locks',
    of: TIME,
    patterns: [
      '^(internal/)?sync\\.\\(\\*(RW)?Mutex\\)\\.(R?Lock|R?Unlock|lockSlow|unlockSlow)',
      '^(ObjectMonitor|ObjectSynchronizer)::|java[./]util[./]concurrent[./]locks[./]\\S*\\.(lock|acquire\\w*)$',
      '^(_*pthread_(mutex|rwlock_\\w+)_lock|_*lll_lock_wait|std::mutex::lock|parking_lot\\S*lock_slow)',
      'System\\.Threading[.!](Monitor\\.(Reliable)?Enter|Lock\\.)',
    ],
    least: 0.05,
  },
  {
    id: 'syscalls',
    of: CPU,
    patterns: ['^(syscall|internal/runtime/syscall)[./]', '^(entry_SYSCALL_64|do_syscall_64|el0t_64_sync)'],
    least: 0.2,
  },
  { id: 'scheduler', of: CPU, patterns: ['^runtime\\.(schedule|findRunnable|park_m|wakep)$'], least: 0.1 },
  {
    id: 'copying',
    of: CPU,
    patterns: ['^runtime\\.(memmove|memclrNoHeapPointers)$', '^_*mem(cpy|move|set)(_\\w*)?$'],
    least: 0.08,
  },
  { id: 'maps', of: CPU, patterns: ['^(runtime\\.map|internal/runtime/maps\\.)'], least: 0.1 },
  {
    id: 'buffers',
    of: ['allocation'],
    patterns: [
      '^(bytes\\.(growSlice|\\(\\*Buffer\\)\\.grow)|strings\\.\\(\\*Builder\\)\\.grow|slices\\.Grow|io\\.ReadAll)',
      'java[./](util[./](Arrays\\.copyOf|ArrayList\\.grow|HashMap\\.resize)|lang[./]AbstractStringBuilder\\.(ensureCapacity|newCapacity))',
    ],
    least: 0.1,
  },
  {
    id: 'reflection',
    of: COST,
    patterns: [
      '^reflect\\.(Value\\.([abd-z]\\w*|c[^a]\\w*)|(New|Zero|Copy|Append|DeepEqual|deepValueEqual|Make(Map|Slice))\\w*)$',
      'java[./]lang[./](Class\\.(get|search)\\w*(Method|Field|Constructor)|reflect[./]Proxy\\.newProxyInstance)',
      'System[.!](RuntimeType\\.(Get\\w+|CreateInstance\\w*)|Reflection[.!]\\w+\\.Get)',
    ],
    least: 0.05,
  },
  {
    id: 'json',
    of: COST,
    patterns: [
      '^(encoding/json|github\\.com/(json-iterator|goccy/go-json|bytedance/sonic|mailru/easyjson))[./]',
      '^com[./](fasterxml[./]jackson|google[./]gson)[./]',
      '(Newtonsoft|System\\.Text)\\.Json',
      '\\bjson/(encoder|decoder|scanner|__init__)\\.py',
      '^(<(&(mut )?)?)?(serde_json|simd_json|nlohmann|rapidjson)::',
    ],
    least: 0.1,
  },
  {
    id: 'regexp',
    of: COST,
    patterns: [
      '^regexp(\\.(MustCompile|Compile|compile|onePassCopy)|/syntax\\.(Parse|Compile|simplify|\\(\\*(parser|compiler)\\)|\\(\\*Regexp\\)\\.Simplify))',
      'java[./]util[./]regex[./]Pattern\\.(compile|<init>)',
      '\\b(sre_compile|sre_parse|re/_compiler|re/_parser)\\.py',
      '^(<(&(mut )?)?)?(regex_syntax::(ast|hir|parser)::|regex(_automata)?::\\S*build)',
      'RegularExpressions[.!]Regex(Parser|Compiler|Writer)',
    ],
    least: 0.02,
  },
  {
    id: 'formatting',
    of: COST,
    patterns: [
      '^fmt\\.(Sp|Fp|P)rint|^fmt\\.(Append|Errorf|Sscan)',
      'java[./](lang[./]String\\.format|util[./]Formatter\\.)',
      '^(alloc|core)::fmt::(format|write)',
    ],
    least: 0.05,
  },
  {
    id: 'logging',
    of: COST,
    patterns: [
      '^(log(/slog)?|go\\.uber\\.org/zap|github\\.com/(sirupsen/logrus|rs/zerolog|go-kit/log|go-logfmt/logfmt))[./]',
      '^(org[./](slf4j|apache[./]logging)|ch[./]qos[./]logback|java[./]util[./]logging)[./]',
      '\\blogging/(__init__|handlers)\\.py',
      '^(\\S+!)?(Serilog|Microsoft\\.Extensions\\.Logging)[.!]',
      '/(winston|pino|bunyan|log4js)/',
    ],
    least: 0.05,
  },
  {
    id: 'tls',
    of: TIME,
    patterns: [
      '^crypto/tls\\.\\(\\*\\w+\\)\\.\\w*handshake',
      '^sun[./]security[./]ssl[./]\\S*handshake',
      '^(SSL_(do_handshake|connect|accept)|state_machine|ossl_statem_\\w+)$',
      '^<?rustls::.*handshake',
      '\\bssl\\.py:?\\S* (\\w+\\.)?do_handshake|do_handshake \\(?\\S*ssl\\.py',
    ],
    least: 0.03,
  },
  {
    id: 'hashing',
    of: TIME,
    patterns: [
      '^(crypto/(internal/)?(fips140/)?(sha\\d+|md5|rsa|ecdsa|bcrypt)|golang\\.org/x/crypto/(bcrypt|scrypt|argon2|blake2b|sha3))[./]',
      '^(sun[./]security[./]provider[./](SHA\\w*|MD5|DigestBase)|java[./]security[./]MessageDigest)\\.',
      '^(sha(1|256|512)_\\w+|EVP_Digest\\w*)$|^(<(&(mut )?)?)?(sha2|md5|blake3|bcrypt|argon2)::',
    ],
    least: 0.1,
  },
  {
    id: 'clock',
    of: TIME,
    patterns: [
      '^time\\.(now|Since|Until)$',
      '^java[./]lang[./]System\\.(nanoTime|currentTimeMillis)$|^os::javaTime',
      '^(__vdso_|__kernel_)?clock_gettime(64)?$',
    ],
    least: 0.03,
  },
  {
    id: 'compression',
    of: COST,
    patterns: [
      '^(compress/|github\\.com/(klauspost/compress|golang/snappy|pierrec/lz4)[./])',
      '^java[./]util[./]zip[./]',
      '^(deflate|inflate|ZSTD_|LZ4_|Brotli)\\w*$',
    ],
    least: 0.1,
  },
  {
    id: 'compiler',
    of: CPU,
    patterns: ['^(CompileBroker|C2Compiler|C1_?Compiler|Compile|PhaseIdealLoop)::'],
    least: 0.1,
  },
  {
    id: 'loading',
    of: TIME,
    patterns: ['^java[./]lang[./]ClassLoader\\.loadClass', 'importlib[./]_bootstrap(\\.py)?'],
    least: 0.1,
  },
  {
    id: 'exceptions',
    of: COST,
    patterns: [
      '^runtime(/debug)?\\.(Callers|callers|CallersFrames|Stack|Caller)$',
      '^java[./]lang[./]Throwable\\.fillInStackTrace',
      '^(__cxa_throw|_Unwind_\\w+|IL_Throw|RhThrowEx)$',
    ],
    least: 0.03,
  },
  {
    id: 'profiler',
    of: COST,
    patterns: [
      '^(runtime/pprof\\.(\\(\\*\\w+\\)|write|profileWriter|newProfileBuilder|StartCPUProfile)|github\\.com/grafana/pyroscope-go(/upstream|/godeltaprof|\\.\\(\\*Session\\)))',
      '^(io[./]pyroscope[./]javaagent|one[./]profiler)[./]',
      '/(@datadog/pprof|@pyroscope/nodejs|pprof-format)/',
    ],
    least: 0.02,
  },
];

export type PresetId = 'idle' | 'gc' | 'scheduler' | 'middleware';

export interface PresetRule {
  readonly id: PresetId;
  readonly of: readonly Measure[];
  /** What becomes of what matches: `hide` whole stacks, `merge` frames into their callers. */
  readonly kind: 'hide' | 'merge';
  readonly patterns: readonly string[];
}

const patternsOf = (id: RuleId) => RULES.find((rule) => rule.id === id)!.patterns;

/**
 * What could be out of the way. Idle are threads that wait for work: a function of one's own that waits for an answer
 * stays, as does all else that may be what somebody looks for.
 */
export const PRESETS: readonly PresetRule[] = [
  {
    id: 'idle',
    of: ['wall', 'waiting'],
    kind: 'hide',
    patterns: [
      '^(net\\.\\(\\*netFD\\)\\.accept|os/signal\\.loop|runtime\\.(bgsweep|bgscavenge|forcegchelper|runfinq|gcBgMarkWorker)|net/http\\.\\(\\*(persistConn\\)\\.(read|write)Loop|connReader\\)\\.backgroundRead)|database/sql\\.\\(\\*DB\\)\\.connectionOpener)$',
      'java[./]util[./]concurrent[./](ThreadPoolExecutor\\.getTask|ForkJoinPool\\.awaitWork|ScheduledThreadPoolExecutor\\$DelayedWorkQueue\\.take)$',
      '(tomcat.\\S+(Executor.getTask|TaskQueue.take)|jetty.\\S+.(idleJobPoll|reservedWait)|EventExecutor.takeTask)$',
      'java.lang.ref.(Reference.ReferenceHandler.run|Finalizer.FinalizerThread.run|ReferenceQueue.remove)$',
      'nio.ch.(SelectorImpl.select|EPoll.wait|Net.accept|\\w+Impl.accept)|(Nio|Epoll)EventLoop.(select|epollWait)$',
      '^(PosixSemaphore::wait|Monitor::wait_without\\w+|CompileQueue::get|WatcherThread::sleep|\\w*G1\\w*Thread::(wait|sleep)_\\w+|\\w+Thread::(service|monitor)\\w+_entry)$',
      '^\\W*\\(?idle\\)?\\W*\\d*$',
      '\\b(queue|selectors|socket)\\.py:?\\S* (\\w+\\.)?(get|select|accept)$',
      'LowLevelLifoSemaphore.WaitForSignal|SocketAsyncEngine.EventLoop',
    ],
  },
  { id: 'gc', of: TIME, kind: 'hide', patterns: patternsOf('gc') },
  { id: 'scheduler', of: CPU, kind: 'hide', patterns: patternsOf('scheduler') },
  {
    id: 'middleware',
    of: COST,
    kind: 'merge',
    patterns: [
      '^(net/http\\.(HandlerFunc|\\(\\*ServeMux\\)|serverHandler)\\.ServeHTTP|github\\.com/(gorilla/mux\\.\\(\\*Router\\)\\.ServeHTTP|felixge/httpsnoop\\.|gin-gonic/gin\\.\\(\\*(Engine|Context)\\)\\.(ServeHTTP|handleHTTPRequest|Next)|go-chi/chi\\S*\\.\\(\\*(Mux|ChainHandler)\\)\\.|labstack/echo\\S*\\.\\(\\*Echo\\)\\.ServeHTTP)|go\\.opentelemetry\\.io/contrib/instrumentation/)',
      '^org[./](springframework[./](web[./](filter|servlet|method)|security[./]web|aop|cglib)|apache[./](catalina|coyote|tomcat))[./]|^(jakarta|javax)[./]servlet[./]|^(jdk[./]internal|java[./]lang)[./]reflect[./]\\S*\\.invoke',
      '/node_modules/(express|router|koa|koa-compose|fastify|connect|finalhandler)/',
      '\\b(django/(core/handlers|utils/deprecation)|flask/app|starlette/(middleware|routing)|werkzeug/(serving|wsgi)|uvicorn/|gunicorn/|asgiref/)\\S*\\.py',
      'Microsoft\\.AspNetCore\\.(Routing|Builder|Hosting|Server|Diagnostics|Authorization)[.!]',
    ],
  },
];
