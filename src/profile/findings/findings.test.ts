import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Profile } from '../model';
import { profileFromPprof } from '../pprof/profile';
import { matchSymbols, regexMatcher } from '../search';
import { profileFromStacks } from '../stacks';
import { folded } from '../testing/drawn';
import { CONTEXT } from '../testing/merged';
import { transformTree, type TransformKind } from '../transforms/transforms';
import { examine, findingsOf } from './findings';
import { PRESETS, RULES, type Measure } from './rules';

const PROFILES = join(__dirname, '../../../standalone/demo/profiles');
const recorded = (file: string, sampleType: string) =>
  profileFromPprof(gunzipSync(readFileSync(join(PROFILES, file))), sampleType);

const percent = (value: number, whole: number) => Math.round((1000 * value) / whole) / 10;

/** What is said, in per cent of what rules take for the whole. */
async function said(profile: Profile, measure: Measure, samples?: number) {
  const examined = await examine(profile, measure);
  return {
    findings: findingsOf(examined, samples).map(({ id, value }) => `${id} ${percent(value, examined.whole)}`),
    presets: examined.presets.map(({ id, value }) => `${id} ${percent(value, profile.total[0])}`),
  };
}

/** Functions in files that their names do not have, as Python's agent sends them. */
function inFiles(text: string, filesOf: Record<string, string[]>): Profile {
  const profile = folded(text);
  const { names } = profile.frames;
  const files = Object.values(filesOf).flat();
  const of = names.map((name) => (filesOf[name] ?? []).map((file) => files.indexOf(file)));
  const file = Int32Array.from(of.flat());
  const offset = Int32Array.from([0, ...names.map((_, s) => of.slice(0, s + 1).flat().length)]);
  return {
    ...profile,
    frames: { ...profile.frames, places: { offset, file, files, line: new Int32Array(file.length) } },
  };
}

/**
 * The recorded profiles, with what a person who reads them would name: the busy server unmarshals trees (allocation and
 * collection follow), grows buffers while it reads blocks, and passes through its middleware; the compiler collects
 * garbage. The idle server of 48 samples schedules more than it works; 6 samples of its profiler are too few to be said.
 */
describe('recorded profiles', () => {
  it.each<[string, string, Measure, number | undefined, string[], string[]]>([
    ['pyroscope/1795342603-process_cpu.cpu', 'cpu', 'cpu', 48, ['scheduler 35.4'], ['scheduler 35.4']],
    [
      'pyroscope/1795342663-process_cpu.cpu',
      'cpu',
      'cpu',
      undefined,
      ['allocation 22.5', 'gc 17.5', 'copying 10.1'],
      ['gc 17.5', 'middleware 16.4'],
    ],
    [
      'pyroscope/1795342723-process_cpu.cpu',
      'cpu',
      'cpu',
      undefined,
      ['allocation 21.9', 'gc 18', 'copying 12.6'],
      ['gc 18', 'middleware 15.4'],
    ],
    [
      'pyroscope/1795342783-process_cpu.cpu',
      'cpu',
      'cpu',
      3790,
      ['allocation 20.9', 'gc 17.7', 'copying 10.5'],
      ['gc 17.7', 'middleware 15.2'],
    ],
    [
      'pyroscope/1795342603-memory.alloc_space',
      'alloc_space',
      'allocation',
      undefined,
      ['profiler 26.9', 'compression 13.9', 'buffers 12.6'],
      ['middleware 16.3'],
    ],
    [
      'pyroscope/1795342783-memory.alloc_space',
      'alloc_space',
      'allocation',
      undefined,
      ['buffers 12.9'],
      ['middleware 12.4'],
    ],
    ['pyroscope/1795342783-goroutines.goroutine', 'goroutine', 'waiting', undefined, [], []],
    ['pyroscope/1795342783-block.delay', 'delay', 'waiting', undefined, [], []],
    ['tsc/tsc', 'wall', 'wall', undefined, ['gc 13.6'], ['gc 13.6']],
  ])('%s', async (file, sampleType, measure, samples, findings, presets) => {
    expect(await said(recorded(`${file}.pb.gz`, sampleType), measure, samples)).toEqual({ findings, presets });
  });

  it.each<[string, Measure, string[], string[]]>([
    ['java', 'cpu', ['regexp 35', 'formatting 19.8'], []],
    ['python', 'wall', [], ['idle 42.9']],
    ['node', 'wall', ['gc 12.5'], ['gc 12.2']],
  ])('of a small %s server', async (program, measure, findings, presets) => {
    const text = gunzipSync(readFileSync(join(PROFILES, `programs/${program}.folded.gz`))).toString();
    const profile = folded(text);
    expect(await said(profile, measure, profile.total[0])).toEqual({ findings, presets });
  });

  it('show with the filter of a finding, and lose with a preset, what was said', async () => {
    const profile = recorded('pyroscope/1795342783-process_cpu.cpu.pb.gz', 'cpu');
    const examined = await examine(profile, 'cpu');
    const left = async (kind: TransformKind, about: string) => {
      const matchers = new Map([[about, await regexMatcher(about)]]);
      return transformTree(profile, [profile], [{ kind, about, regex: true }], { ...CONTEXT, matchers }).sides[0]
        .total[0];
    };
    for (const { pattern, value } of findingsOf(examined, undefined)) {
      expect(await left('keep', pattern)).toBe(value);
    }
    const [gc, middleware] = examined.presets;
    expect(await left(gc.kind, gc.pattern)).toBe(profile.total[0] - gc.value);
    expect(await left(middleware.kind, middleware.pattern)).toBe(profile.total[0]);
  });
});

const ids = async (text: string, measure: Measure = 'cpu', samples?: number) =>
  findingsOf(await examine(folded(text), measure), samples).map(({ id }) => id);

describe('findings', () => {
  it.each(RULES.map(({ id, least }) => [id, least]))('%s speaks from its threshold on', async (id, least) => {
    const rule = RULES.find((each) => each.id === id)!;
    const [name, measure] = [EXAMPLES[id][0], rule.of[0]];
    const speaks = async (value: number) =>
      (await ids(`main.f;${name} ${value}\nmain.f ${1000 - value}`, measure)).includes(rule.id);
    expect(await speaks(least * 1000)).toBe(true);
    expect(await speaks(least * 1000 - 1)).toBe(false);
  });

  it.each(RULES.map(({ id }) => id))('%s is known in every language that has a pattern', async (id) => {
    const { patterns, of } = RULES.find((each) => each.id === id)!;
    const used = new Set<string>();
    for (const name of EXAMPLES[id]) {
      const examined = await examine(folded(`main.f;${name} 1`), of[0]);
      const found = examined.rules.find((each) => each.id === id)!;
      expect([name, found.value]).toEqual([name, 1]);
      used.add(found.pattern);
    }
    expect([...used].sort()).toEqual([...patterns].sort());
  });

  it('and presets know functions of Python by files that are not in their names, and so does their filter', async () => {
    const lib = '/usr/lib/python3.12';
    const django = '/srv/venv/lib/python3.12/site-packages/django/core/handlers/base.py';
    const text = `
      getresponse;cart;JSONEncoder.iterencode 20
      getresponse;_find_and_load 12
      getresponse;SSLSocket.do_handshake;load 8
      run;EpollSelector.select 30
      run;Queue.get 10
      run;accept;encode 20
    `;
    const profile = inFiles(text, {
      getresponse: [django],
      cart: ['/srv/shop/django/cart.py'],
      'JSONEncoder.iterencode': [`${lib}/json/encoder.py`],
      _find_and_load: ['<frozen importlib._bootstrap>'],
      'SSLSocket.do_handshake': [`${lib}/ssl.py`],
      'EpollSelector.select': [`${lib}/selectors.py`, `${lib}/selectors.py`],
      'Queue.get': [`${lib}/queue.py`],
      // One name of several functions: it may be either.
      accept: [`${lib}/socket.py`, '/srv/shop/views.py'],
      encode: ['/src/json/encoder.py.c'],
    });
    expect(await said(profile, 'wall')).toEqual({
      findings: ['json 33.3', 'loading 20', 'tls 13.3'],
      presets: ['idle 40', 'middleware 40'],
    });
    const examined = await examine(profile, 'wall');
    for (const { pattern, value } of [...findingsOf(examined, undefined), examined.presets[0]]) {
      const matchers = new Map([[pattern, await regexMatcher(pattern)]]);
      const { sides } = transformTree(profile, [profile], [{ kind: 'keep', about: pattern, regex: true }], {
        ...CONTEXT,
        matchers,
      });
      expect([pattern, sides[0].total[0]]).toEqual([pattern, value]);
    }
  });

  it('are five at most, the largest first', async () => {
    const profile = `
      main.f;encoding/json.Marshal;reflect.Value.Field 30
      main.f;encoding/json.Marshal 1
      main.f;log/slog.Info;runtime.mallocgc 24
      main.f;log/slog.Info 1
      main.f;regexp.Compile 15
      runtime.gcBgMarkWorker 14
      main.f;compress/gzip.Write 16
    `;
    expect(await ids(profile)).toEqual(['json', 'reflection', 'logging', 'allocation', 'compression']);
  });

  it('rest on ten samples at least, where it is known how many there are', async () => {
    const profile = 'main.f;encoding/json.Marshal 30\nmain.f 70';
    expect(await ids(profile, 'cpu', 34)).toEqual(['json']);
    expect(await ids(profile, 'cpu', 33)).toEqual([]);
  });

  it('of wall time are shares of what is not idle', async () => {
    const profile = folded(
      ':(idle):0 900\n./dist/cart.js:total:1;:(garbage collector):0 20\n./dist/cart.js:total:1 80'
    );
    expect(await said(profile, 'wall')).toEqual({ findings: ['gc 20'], presets: ['idle 90'] });
  });

  it('take nothing for something else that begins alike, or that only calls the program back', async () => {
    const profile = folded(
      `
      main.f;logic.Run;jsonx.Parse;reflector.Get 1
      github.com/me/compress.F;github.com/me/encoding/json.X;github.com/grafana/pyroscope/pkg/pprof.Parse 1
      github.com/grafana/pyroscope-go/x/k6.(*labelHandler).ServeHTTP;main.g 1
      runtime/pprof.Do;github.com/grafana/pyroscope-go.TagWrapper;main.g 1
      reflect.Value.Call;reflect.Value.call;main.g 1
      java/lang/reflect/Method.invoke;jdk/internal/reflect/DirectMethodHandleAccessor.invoke;com/shop/Cart.total 1
      io/pyroscope/labels/LabelsWrapper.run;com/shop/G1Report.run;com/shop/Catalogger.info 1
      node:internal/modules/cjs/loader:Module._load:1;./dist/app.js:main:1 1
      ./node_modules/pino-http/logger.js:loggingMiddleware:9;./dist/app.js:main:1 1
      Shop!Shop.LoggingMiddleware.Invoke;Shop!Shop.Json.Load 1
      Shop.System!RuntimeTypes.Load;Shop.Threading!Monitor.Enter;Shop.SerilogSetup!Log.Read 1
      System.Threading!Monitor.Exit;System.Text.RegularExpressions!Regex.Match;Shop!GC.GarbageCollectors 1
      DefNewGeneration::par_allocate;PSYoungGen::allocate;VM_ThreadDump::doit;shop::StealTask::run 1
      <&mut shop::Cart as serde_json::ser::Formatter>::write;<shop::Sum as sha2::Digest>::update 1
      shop::G1::run;shop::regex_like::build;MyLog::clock_gettime_cached 1
      regexp.(*Regexp).MatchString;regexp.(*Regexp).backtrack;regexp/syntax.(*Inst).MatchRunePos 1
      regexp.(*Regexp).doExecute;regexp/syntax.EmptyOpContext;regexp/syntax.IsWordChar 1
      regex_automata::util::look::LookMatcher::is_word_unicode;regex_syntax::try_is_word_character 1
    `
    );
    for (const measure of ['cpu', 'wall', 'allocation'] as const) {
      expect((await said(profile, measure)).findings).toEqual([]);
    }
  });

  it('end when the view is left', async () => {
    const aborter = new AbortController();
    aborter.abort();
    await expect(examine(folded('main.f 1'), 'cpu', { signal: aborter.signal })).rejects.toThrow('abort');
  });
});

it('have the thresholds that docs/findings.md tells', () => {
  const docs = readFileSync(join(__dirname, '../../../docs/findings.md'), 'utf8');
  const told = [...docs.matchAll(/^\| [^|]+ \| [^|]+ \| (\d+) % \|/gm)].map(([, least]) => Number(least) / 100);
  expect(told).toEqual(RULES.map(({ least }) => least));
});

describe('presets', () => {
  const presets = async (text: string, measure: Measure) => (await said(folded(text), measure)).presets;

  it('are offered where they hide more than a tenth, and not all', async () => {
    const idle = 'java/lang/Thread.run;java/util/concurrent/ThreadPoolExecutor.getTask;jdk/internal/misc/Unsafe.park';
    expect(await presets(`${idle} 11\nmain.f 89`, 'wall')).toEqual(['idle 11']);
    expect(await presets(`${idle} 10\nmain.f 90`, 'wall')).toEqual([]);
    expect(await presets(`${idle} 1`, 'wall')).toEqual([]);
    expect(await presets(`${idle} 11\nmain.f 89`, 'cpu')).toEqual([]);
  });

  it.each(
    Object.entries({
      tomcat: `
        org/apache/tomcat/util/threads/ThreadPoolExecutor$Worker.run;org/apache/tomcat/util/threads/ThreadPoolExecutor.getTask
        org/apache/tomcat/util/threads/TaskThread.run;org/apache/tomcat/util/threads/TaskQueue.take;jdk/internal/misc/Unsafe.park
      `,
      jetty: `
        org/eclipse/jetty/util/thread/QueuedThreadPool.idleJobPoll;org/eclipse/jetty/util/BlockingArrayQueue.poll
        org/eclipse/jetty/util/thread/QueuedThreadPool$Runner.run;org/eclipse/jetty/util/thread/QueuedThreadPool$Runner.idleJobPoll
        org/eclipse/jetty/util/thread/ReservedThreadExecutor$ReservedThread.reservedWait;jdk/internal/misc/Unsafe.park
      `,
      netty:
        'io/netty/util/concurrent/SingleThreadEventExecutor.takeTask;java/util/concurrent/LinkedBlockingQueue.take',
    })
  )('know as idle what %s waits in', async (_, text) => {
    for (const stack of text.trim().split(/\s*\n\s*/)) {
      const [first] = await presets(`${stack} 50\nmain.f 50`, 'wall');
      expect([stack, first]).toEqual([stack, 'idle 50']);
    }
  });

  it.each([
    'GangWorker::run;GangWorker::loop;PosixSemaphore::wait;sem_wait',
    'WorkerThread::run;PosixSemaphore::wait;__new_sem_wait_slow64',
    'G1ServiceThread::run_service;G1ServiceThread::sleep_before_next_cycle;Monitor::wait',
    'ConcurrentGCThread::run;G1ConcurrentRefineThread::run_service;G1ConcurrentRefineThread::wait_for_completed_buffers',
    'G1ConcurrentMarkThread::run_service;Monitor::wait_without_safepoint_check;PlatformMonitor::wait',
    'CompileBroker::compiler_thread_loop;CompileQueue::get;Monitor::wait',
    'VMThread::run;VMThread::loop;Monitor::wait_without_safepoint_check;PlatformMonitor::wait',
    'WatcherThread::run;WatcherThread::sleep;Monitor::wait',
    'ServiceThread::service_thread_entry;Monitor::wait',
    'MonitorDeflationThread::monitor_deflation_thread_entry;Monitor::wait',
  ])("know a JVM's own thread that waits as idle, not as one that collects: %s", async (stack) => {
    const waits = folded(`thread_native_entry;Thread::call_run;${stack} 50\ncom/shop/Cart.total 50`);
    expect(await said(waits, 'wall')).toEqual({ findings: [], presets: ['idle 50'] });
  });

  it("leave a JVM's own threads that work", async () => {
    const works = `
      WorkerThread::run;G1EvacuateRegionsTask::work 40
      ConcurrentGCThread::run;G1ConcurrentMarkThread::run_service;G1ConcurrentMark::mark_from_roots 10
      com/shop/Cart.total;VMThread::execute;VMThread::wait_until_executed;Monitor::wait 40
      CompileBroker::compiler_thread_loop;C2Compiler::compile_method 10
    `;
    expect(await said(folded(works), 'wall')).toEqual({ findings: ['gc 50'], presets: ['gc 50'] });
  });

  it('leave own code that waits for an answer', async () => {
    const waiting = `
      com/shop/Cart.total;org/postgresql/Driver.query;sun/nio/ch/SocketDispatcher.read0 50
      com/shop/Cart.total;java/util/concurrent/CompletableFuture.get;jdk/internal/misc/Unsafe.park 50
      java/lang/Thread.run;com/shop/Cart.total;com/shop/TaskQueue.take 50
      org/eclipse/jetty/util/thread/QueuedThreadPool$Runner.run;com/shop/Cart.total;com/shop/Jobs.idleJobPoll 50
    `;
    expect(await presets(waiting, 'wall')).toEqual([]);
  });

  it('merge the frames of frameworks, be they on every stack', async () => {
    const node = './node_modules/express/lib/router/layer.js:handle:86;./dist/cart.js:total:10 1';
    expect(await presets(node, 'wall')).toEqual(['middleware 100']);
    for (const name of [
      'Microsoft.AspNetCore.Routing!EndpointMiddleware.Invoke',
      'Microsoft.AspNetCore.Hosting!HostingApplication.ProcessRequestAsync',
      'Microsoft.AspNetCore.Authorization!AuthorizationMiddleware.Invoke',
      'Microsoft.AspNetCore.Routing.Matching!DfaMatcher.MatchAsync',
    ]) {
      expect([name, ...(await presets(`${name};Shop!Cart.Total 1`, 'cpu'))]).toEqual([name, 'middleware 100']);
    }
    expect(await presets('Shop.Routing!Route.Find;Microsoft.AspNetCore!Mvc.Run 1', 'cpu')).toEqual([]);
  });
});

it.each([...RULES, ...PRESETS].map(({ id, patterns }) => [id, patterns]))(
  '%s means the same to RE2 and JavaScript, and all of it fits into a search',
  async (_, patterns) => {
    const names = [...Object.values(EXAMPLES).flat(), ...recorded('tsc/tsc.pb.gz', 'wall').frames.names.slice(0, 300)];
    const profile = profileFromStacks(names.map((name) => ({ frames: [name], value: 1 })));
    for (const pattern of [...patterns, patterns.join('|')]) {
      const regex = new RegExp(pattern, 'i');
      const ours = matchSymbols(profile, { matches: (name) => regex.test(name) });
      expect(matchSymbols(profile, await regexMatcher(pattern))).toEqual(ours);
    }
  }
);

/** By rule, a name in each language that it knows. */
const EXAMPLES: Record<string, string[]> = {
  gc: [
    'runtime.gcBgMarkWorker.func2',
    'G1ParScanThreadState::trim_queue',
    'G1EvacuateRegionsTask::work',
    'ShenandoahMarkingContext::mark',
    'ZDriver::gc',
    'ScavengeRootsTask::work',
    'StealTask::do_it',
    'VM_GenCollectForAllocation::doit',
    'VM_SerialCollectForAllocation::doit',
    'VM_CollectForMetadataAllocation::doit',
    'DefNewGeneration::collect',
    'GenMarkSweep::mark_sweep_phase1',
    'SerialFullGC::phase1_mark',
    'PSParallelCompact::fill_blocks',
    'PSParallelCompactNew::adjust_pointers',
    'ParCompactionManager::follow_marking_stacks',
    'MarkFromRootsTask::work',
    'UpdateDensePrefixAndCompactionTask::work',
    'PSScavenge::invoke_no_policy',
    'CMSParMarkTask::work',
    ':(garbage collector):0',
    '|lm:[native] GC |ns: |ct: |cg: |fn:Garbage Collector |fg: |sg:',
    'WKS::gc_heap::mark_object',
    'gc_collect_main',
  ],
  allocation: ['runtime.mallocgc', 'MemAllocator::allocate', '_int_malloc'],
  locks: [
    'sync.(*Mutex).lockSlow',
    'java/util/concurrent/locks/ReentrantLock.lock',
    '__pthread_mutex_lock',
    'System.Threading!Monitor.Enter',
    'System.Threading!Monitor.ReliableEnter',
    'System.Private.CoreLib!System.Threading.Monitor.Enter',
  ],
  syscalls: ['internal/runtime/syscall/linux.Syscall6', 'do_syscall_64'],
  scheduler: ['runtime.findRunnable'],
  copying: ['runtime.memmove', '__memcpy_avx_unaligned_erms'],
  maps: ['internal/runtime/maps.(*Map).getWithKeySmall'],
  buffers: ['bytes.growSlice', 'java/util/Arrays.copyOf'],
  reflection: [
    'reflect.Value.Field',
    'java/lang/Class.getDeclaredMethods0',
    'System!RuntimeType.CreateInstanceDefaultCtor',
    'System.Reflection!RuntimeMethodInfo.GetParametersNoCopy',
    'System.Private.CoreLib!System.RuntimeType.GetMethodImpl',
  ],
  json: [
    'encoding/json.Marshal',
    'com/fasterxml/jackson/databind/ObjectMapper.readValue',
    'Newtonsoft.Json!JsonConvert.SerializeObject',
    'System.Text.Json!JsonSerializer.Serialize',
    '/usr/lib/python3.11/json/encoder.py encode',
    'serde_json::to_string',
    '<&mut serde_json::de::Deserializer<R> as serde::de::Deserializer>::deserialize_struct',
    '<serde_json::value::Value as core::fmt::Display>::fmt',
    '<&serde_json::value::Value as serde::de::Deserializer>::deserialize_any',
  ],
  regexp: [
    'regexp.MustCompile',
    'regexp/syntax.Parse',
    'regexp/syntax.(*compiler).compile',
    'regexp/syntax.(*parser).push',
    'regexp/syntax.(*Regexp).Simplify',
    'java/util/regex/Pattern.compile',
    '/usr/lib/python3.11/re/_compiler.py compile',
    'regex_syntax::parser::Parser::parse',
    '<regex_syntax::hir::translate::TranslatorI as regex_syntax::ast::visitor::Visitor>::visit_post',
    'System.Text.RegularExpressions!RegexParser.Parse',
    'System.Text.RegularExpressions!System.Text.RegularExpressions.RegexParser.Parse',
  ],
  formatting: ['fmt.Sprintf', 'java/lang/String.format', 'alloc::fmt::format'],
  logging: [
    'log/slog.Info',
    'ch/qos/logback/classic/Logger.info',
    '/usr/lib/python3.11/logging/__init__.py info',
    'Serilog!Log.Information',
    'Microsoft.Extensions.Logging!Logger.Log',
    'Serilog!Serilog.Log.Information',
    './node_modules/pino/lib/proto.js:write:10',
  ],
  tls: [
    'crypto/tls.(*Conn).clientHandshake',
    'sun/security/ssl/SSLSocketImpl.startHandshake',
    'SSL_do_handshake',
    'rustls::client::handshake',
    '<rustls::client::hs::State as rustls::common_state::Context>::start_handshake',
    '/usr/lib/python3.11/ssl.py do_handshake',
  ],
  hashing: [
    'crypto/sha256.block',
    'java/security/MessageDigest.digest',
    'sha2::sha256::compress',
    '<sha2::core_api::Sha256VarCore as digest::core_api::UpdateCore>::update_blocks',
  ],
  clock: ['time.now', 'java/lang/System.nanoTime', '__vdso_clock_gettime'],
  compression: ['compress/gzip.(*Writer).Write', 'java/util/zip/Deflater.deflate', 'deflate_fast'],
  compiler: ['C2Compiler::compile_method'],
  loading: ['java/lang/ClassLoader.loadClass', '<frozen importlib._bootstrap> _find_and_load'],
  exceptions: ['runtime.Callers', 'java/lang/Throwable.fillInStackTrace', '__cxa_throw'],
  profiler: [
    'runtime/pprof.(*profileBuilder).build',
    'one/profiler/AsyncProfiler.execute0',
    './node_modules/@datadog/pprof/out/src/time-profiler.js:stop:1',
  ],
};
