import fc from 'fast-check';
import type { Profile } from '../model';
import { drawn, folded } from '../testing/drawn';
import { profileFromStacks, type Stack } from '../stacks';
import { chargeOwn, NO_OWN } from './charge';
import { Owner } from './known';
import { ownership, type OwnRules, type Word } from './ownership';

const rules = (words: Record<string, Word> = {}, repository?: string): OwnRules => ({
  words: new Map(Object.entries(words)),
  repository,
});

/** Who is charged what, and what the stacks without an own frame do; zeros left out. */
function charges(profile: Profile, by = rules()) {
  const { own, none } = chargeOwn(profile, ownership(profile, by));
  const named = profile.frames.names.map((name, s) => [name, own[s]] as const);
  const nonZero = (entries: Iterable<readonly [string, number]>) =>
    Object.fromEntries([...entries].filter(([, value]) => value > 0));
  return { own: nonZero(named), none: nonZero(Object.entries(none)) };
}

/** The profile with files, by name. */
function inFiles(profile: Profile, byName: Record<string, string[]>): Profile {
  const { names, kinds } = profile.frames;
  const files = [...new Set(Object.values(byName).flat())];
  const offset = new Int32Array(names.length + 1);
  const file: number[] = [];
  names.forEach((name, s) => {
    file.push(...(byName[name] ?? []).map((path) => files.indexOf(path)));
    offset[s + 1] = file.length;
  });
  const places = { offset, file: Int32Array.from(file), line: new Int32Array(file.length), files };
  return { ...profile, frames: { names, kinds, places } };
}

/** Every case of docs/own-code.md, drawn: who is charged what. */
describe('what is charged to whom', () => {
  it('what libraries and the runtime do for a function counts for it', () => {
    const profile = folded(`
      main.main;main.serve;crypto/sha256.Sum256;crypto/sha256.block 7
      main.main;main.serve;runtime.mallocgc;runtime.memclrNoHeapPointers 2
      main.main;main.serve 1
      main.main 3
    `);
    expect(charges(profile)).toEqual({ own: { 'main.serve': 10, 'main.main': 3 }, none: {} });
  });

  it('a callback is charged for itself, what it was called by for the rest', () => {
    const profile = folded(`
      main.main;main.sorted;sort.Slice;sort.pdq_func 4
      main.main;main.sorted;sort.Slice;sort.pdq_func;main.sorted.func1 5
      main.main;main.sorted;sort.Slice;sort.pdq_func;main.sorted.func1;strings.Compare 1
    `);
    expect(charges(profile)).toEqual({ own: { 'main.sorted': 4, 'main.sorted.func1': 6 }, none: {} });
  });

  it('a framework that calls back keeps what it does by itself', () => {
    const profile = folded(`
      org/springframework/web/Dispatcher.doDispatch;com/example/shop/Main.main 1
      org/springframework/web/Dispatcher.doDispatch 2
      org/springframework/web/Dispatcher.doDispatch;com/example/shop/Cart.total;java/util/HashMap.get 4
    `);
    expect(charges(profile)).toEqual({
      own: { 'com/example/shop/Main.main': 1, 'com/example/shop/Cart.total': 4 },
      none: { library: 2 },
    });
  });

  it('middleware that passes through leaves what nobody else owns to nobody', () => {
    const profile = folded(`
      net/http.(*conn).serve;github.com/me/shop/mw.Log;github.com/lib/router.Serve;encoding/json.Marshal 5
      net/http.(*conn).serve;github.com/me/shop/mw.Log;github.com/lib/router.Serve;github.com/me/shop/cart.Total 2
    `);
    const by = (words: Record<string, Word>) => charges(profile, rules({ 'github.com/me/shop': 'yes', ...words }));
    expect(by({})).toEqual({
      own: { 'github.com/me/shop/mw.Log': 5, 'github.com/me/shop/cart.Total': 2 },
      none: {},
    });
    expect(by({ 'github.com/me/shop/mw': 'through' })).toEqual({
      own: { 'github.com/me/shop/cart.Total': 2 },
      none: { library: 5 },
    });
  });

  it('an inlined function is a frame of its own, and its file says whose', () => {
    const profile = inFiles(
      folded(`
        main.main;main.handle;main.handle.Retry.func1;net/http.Get 6
        main.main;main.handle 1
      `),
      {
        'main.main': ['/app/main.go'],
        'main.handle': ['/app/handle.go'],
        'main.handle.Retry.func1': ['/go/pkg/mod/github.com/sdk/retry@v1.2.3/retry.go'],
        'net/http.Get': ['/usr/local/go/src/net/http/client.go'],
      }
    );
    expect(charges(profile)).toEqual({ own: { 'main.handle': 7 }, none: {} });
    expect(ownership(profile, rules()).owner[profile.frames.names.indexOf('main.handle.Retry.func1')]).toBe(
      Owner.library
    );
  });

  it('async code that lost its callers is charged where an own frame is left, else to nobody', () => {
    const profile = folded(`
      node:internal/process/task_queues:processTicksAndRejections:95;./dist/cart.js:total:10;:writeSync:0 3
      node:internal/process/task_queues:processTicksAndRejections:95;./node_modules/pg/lib/client.js:_handle:12 4
      Shop.Cart+<TotalAsync>d__5.MoveNext();System.Text.Json.JsonSerializer.Serialize(System.Object) 2
      Shop.Program.Main() 1
    `);
    expect(charges(profile)).toEqual({
      own: { './dist/cart.js:total:10': 3, 'Shop.Cart+<TotalAsync>d__5.MoveNext()': 2, 'Shop.Program.Main()': 1 },
      none: { library: 4 },
    });
  });

  it('in a monorepo all of the repository is own, unless a part is said not to be', () => {
    const profile = folded(`
      main.main;github.com/me/mono/shop.Run;github.com/me/mono/lib/db.Query 3
      main.main;github.com/me/mono/shop.Run;github.com/other/x.Do 2
    `);
    const repository = 'https://github.com/me/mono.git';
    expect(charges(profile, rules({}, repository)).own).toEqual({
      'github.com/me/mono/lib/db.Query': 3,
      'github.com/me/mono/shop.Run': 2,
    });
    expect(charges(profile, rules({ 'github.com/me/mono/lib': 'no' }, repository)).own).toEqual({
      'github.com/me/mono/shop.Run': 5,
    });
  });

  it('a fork that is kept in the tree is own only if its directory does not say otherwise', () => {
    const profile = inFiles(
      folded(
        'main.main;github.com/a/yaml.Parse 1\nmain.main;github.com/b/toml.Parse 2\nmain.main;github.com/me/shop/fork.Parse 4'
      ),
      {
        'main.main': ['/app/main.go'],
        'github.com/a/yaml.Parse': ['/app/vendor/github.com/a/yaml/parse.go'],
        'github.com/b/toml.Parse': ['/app/third_party/toml/parse.go'],
        'github.com/me/shop/fork.Parse': ['/app/fork/parse.go'],
      }
    );
    expect(charges(profile).own).toEqual({ 'main.main': 3, 'github.com/me/shop/fork.Parse': 4 });
  });

  it('stacks without an own frame stand apart, by what they do', () => {
    const profile = folded(`
      runtime.gcBgMarkWorker;runtime.gcDrain;runtime.scanobject 5
      Garbage Collection 3
      ZMark::drain;ZMarkStackAllocator::alloc 1
      runtime.mcall;runtime.park_m;runtime.schedule;runtime.findRunnable 5
      google.golang.org/grpc.(*Server).serve;runtime.mallocgc 4
      google.golang.org/grpc.(*Server).serve;runtime.mallocgc;runtime.gcAssistAlloc 2
      google.golang.org/grpc.(*Server).wait;runtime.gopark 30
      entry_SYSCALL_64_after_hwframe;do_syscall_64;tcp_sendmsg 1
      main.work;runtime.gopark 3
    `);
    expect(charges(profile)).toEqual({
      own: { 'main.work': 3 },
      none: { gc: 11, scheduler: 5, library: 4, idle: 30, kernel: 1 },
    });
  });

  it('who waits is idle, in whatever runtime; who looks for work or works unseen is not', () => {
    const none = (stack: string) => charges(folded(`${stack} 1`)).none;
    for (const idle of [
      'java/lang/Thread.run;sun/nio/ch/EPollArrayWrapper.epollWait',
      'java/lang/Thread.run;java/net/SocketInputStream.socketRead0',
      'start_thread;__futex_abstimed_wait_common64',
      'os/signal.loop;runtime.notetsleepg',
      ':(idle):0',
    ]) {
      expect(none(idle)).toEqual({ idle: 1 });
    }
    const parked = 'runtime.stopm;runtime.mPark;runtime.notesleep;runtime.futexsleep;runtime.futex';
    expect(none(`runtime.mcall;runtime.findRunnable;${parked}`)).toEqual({ scheduler: 1 });
    expect(none(parked)).toEqual({ scheduler: 1 });
    expect(none(':(program):0')).toEqual({ runtime: 1 });
  });

  it('work that was handed to a pool or a queue counts for the own function that runs there', () => {
    const profile = folded(`
      java/util/concurrent/ThreadPoolExecutor.runWorker;java/util/concurrent/FutureTask.run;com/example/shop/Cart.lambda$total$0;java/math/BigDecimal.multiply 3
      com/example/shop/Main.main;java/util/concurrent/FutureTask.get 1
      golang.org/x/sync/errgroup.(*Group).Go.func1;main.load.func2;net/http.Get 5
      golang.org/x/sync/errgroup.(*Group).Go.func1 2
    `);
    expect(charges(profile)).toEqual({
      own: { 'com/example/shop/Cart.lambda$total$0': 3, 'com/example/shop/Main.main': 1, 'main.load.func2': 5 },
      none: { library: 2 },
    });
  });

  it('Python’s own modules and well-known packages are not own where agents leave out their directory', () => {
    const profile = folded(`
      threading.py _bootstrap;flask/app.py wsgi_app;shop/cart.py total;json/encoder.py encode 4
      threading.py _bootstrap;flask/app.py wsgi_app;werkzeug/serving.py write 2
      app.py main;http/server.py handle 1
      threading.py _bootstrap;selectors.py select 3
    `);
    expect(charges(profile)).toEqual({
      own: { 'shop/cart.py total': 4, 'app.py main': 1 },
      none: { library: 2, idle: 3 },
    });
  });

  it('what is not loaded is charged to nobody', () => {
    const profile = drawn(`
      [total                             ]
      [main.main          ][other        ]
      [crypto/aes.f][other]
    `);
    const { ownTotal, none, notLoaded } = chargeOwn(profile, ownership(profile, rules()));
    expect([ownTotal, notLoaded]).toEqual([14, 22]);
    expect(NO_OWN.reduce((sum, kind) => sum + none[kind], 0)).toBe(0);
  });

  it('recursion counts once', () => {
    const profile = folded('main.walk;main.walk;main.walk 3\nmain.walk;os.Stat;main.walk;os.Stat 4');
    expect(charges(profile)).toEqual({ own: { 'main.walk': 7 }, none: {} });
  });
});

const names = [
  'main.a',
  'main.b',
  'github.com/me/shop.T',
  'github.com/lib/x.F',
  'runtime.gopark',
  'runtime.gcDrain',
  'do_syscall_64',
  'tcp_sendmsg',
  'net/http.Get',
];
const anyStacks: fc.Arbitrary<Stack[]> = fc.array(
  fc.record({ frames: fc.array(fc.constantFrom(...names), { maxLength: 7 }), value: fc.integer({ min: 0, max: 50 }) }),
  { maxLength: 20 }
);
const anyWords = fc.dictionary(
  fc.constantFrom('main', 'github.com/me', 'github.com/lib/x', 'net'),
  fc.constantFrom<Word>('yes', 'no', 'through')
);

describe('chargeOwn', () => {
  it('is what the slow way gives: each stack looked at from its leaf', () => {
    fc.assert(
      fc.property(anyStacks, anyWords, (stacks, words) => {
        const profile = profileFromStacks(stacks);
        const owners = ownership(profile, rules(words));
        const expected = new Map<string, number>();
        for (const { frames, value } of stacks) {
          const isCharged = (name: string) => owners.charged[profile.frames.names.lastIndexOf(name)] === 1;
          const deepest = [...frames].reverse().find(isCharged) ?? '';
          expected.set(deepest, (expected.get(deepest) ?? 0) + value);
        }
        const found = chargeOwn(profile, owners);
        profile.frames.names.forEach((name, s) => {
          expect(found.own[s]).toBe(profile.frames.kinds[s] === 0 ? (expected.get(name) ?? 0) : 0);
        });
        expect(NO_OWN.reduce((sum, kind) => sum + found.none[kind], 0)).toBe(expected.get('') ?? 0);
      })
    );
  });

  it('adds up to the whole', () => {
    fc.assert(
      fc.property(anyStacks, anyWords, (stacks, words) => {
        const profile = profileFromStacks(stacks);
        const { own, ownTotal, none, notLoaded } = chargeOwn(profile, ownership(profile, rules(words)));
        expect(own.reduce((sum, value) => sum + value, 0)).toBe(ownTotal);
        const rest = NO_OWN.reduce((sum, kind) => sum + none[kind], notLoaded);
        expect(ownTotal + rest).toBe(profile.total[0]);
      })
    );
  });
});
