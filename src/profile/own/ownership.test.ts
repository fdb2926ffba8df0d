import { readName } from '../naming/readName';
import type { Program } from '../model';
import { folded } from '../testing/drawn';
import { Owner, ownerByName } from './known';
import { ownership, type OwnRules, type Word, wordFor } from './ownership';
import { suggestOwn } from './suggest';

const NAMES: Array<[owner: keyof typeof Owner | 'open', names: string[]]> = [
  ['own', ['main.main', 'main.(*Cart).Total.func1']],
  [
    'runtime',
    [
      'runtime.mallocgc',
      'net/http.(*conn).serve',
      'vendor/golang.org/x/net/http2/hpack.(*Decoder).Write',
      'java/util/HashMap.put',
      'jdk/internal/misc/Unsafe.park',
      'scala/collection/immutable/List.map',
      'System.Threading!Thread.StartCallback',
      ':(idle):0',
      '(anonymous:L#12:C#3)',
      'std::vector<int>::push_back(int const&)',
      'core::ptr::drop_in_place<shop::Cart>',
      '<alloc::vec::Vec<T> as core::clone::Clone>::clone',
      'Integer#times',
      'malloc',
      '[GC active]',
    ],
  ],
  [
    'library',
    [
      'google.golang.org/grpc.(*Server).serve',
      'github.com/prometheus/client_golang/prometheus.(*counter).Inc',
      'org/springframework/web/Dispatcher.doDispatch',
      'io/netty/channel/nio/NioEventLoop.run',
      'absl::Mutex::Lock()',
      'tokio::runtime::park',
      'Newtonsoft.Json!JsonConvert.SerializeObject',
      'Symfony\\Component\\Routing\\Matcher::match',
      '/usr/lib/x86_64-linux-gnu/libssl.so.3',
    ],
  ],
  [
    'kernel',
    [
      'do_syscall_64',
      'entry_SYSCALL_64_after_hwframe_[k]',
      '__x64_sys_read',
      'tcp_sendmsg_[k]',
      'bpf_prog_6deef7357e7b4530_egress',
    ],
  ],
  [
    'open',
    [
      'github.com/me/shop.Total',
      'github.com/prometheus-me/shop.Total',
      'com/example/shop/Cart.total',
      'shop::Cart::total()',
      'Shop!Cart.Total',
      'parse_order(std::string const&)',
      'compute',
      '[shop] 0x401000',
      'runtimes.Total',
      'javaxyz/Cart.total',
    ],
  ],
];

describe('ownerByName', () => {
  it.each(NAMES.flatMap(([owner, names]) => names.map((name) => [owner, name] as const)))('%s: %s', (owner, name) => {
    const found = ownerByName(readName(name));
    expect(found).toBe(owner === 'open' ? undefined : Owner[owner]);
  });
});

const none = { words: new Map() };

/** The owners of all functions of folded stacks. */
function owners(text: string, rules: Parameters<typeof ownership>[1] = none) {
  const profile = folded(text);
  const { owner } = ownership(profile, rules);
  return Object.fromEntries(profile.frames.names.slice(1).map((name, i) => [name, Owner[owner[i + 1]]]));
}

/** Each function with its file (`name file`), or none. */
const filed = (text: string, places: Record<string, string[]>, program?: Program) => {
  const profile = folded(text);
  const { names, kinds } = profile.frames;
  const files = [...new Set(Object.values(places).flat())];
  const of = names.map((name) => (places[name] ?? []).map((file) => files.indexOf(file)));
  const offset = new Int32Array(names.length + 1);
  of.forEach((each, s) => (offset[s + 1] = offset[s] + each.length));
  const file = Int32Array.from(of.flat());
  const frames = { names, kinds, places: { offset, file, line: new Int32Array(file.length), files }, program };
  return { ...profile, frames };
};

describe('ownership', () => {
  it('finds the program by its entry', () => {
    expect(owners('com/example/shop/Main.main;com/example/shop/cart/Cart.total;net/sf/json/Json.write 1')).toEqual({
      'com/example/shop/Main.main': 'own',
      'com/example/shop/cart/Cart.total': 'own',
      'net/sf/json/Json.write': 'library',
    });
    expect(owners('shop::main;shop::cart::total;pgwire::read 1')).toEqual({
      'shop::main': 'own',
      'shop::cart::total': 'own',
      'pgwire::read': 'library',
    });
  });

  it('takes a moment for a long name that looks like an implementation of Rust, but is none', () => {
    const hostile = `<${' as '.repeat(30_000)}> x::y`;
    const profile = folded('main 1');
    const names = profile.frames.names.map((name) => (name === 'main' ? hostile : name));
    const from = performance.now();
    ownership({ ...profile, frames: { ...profile.frames, names } }, none);
    // What goes on from each of its parts to the end takes several seconds.
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it.each([
    'Shop!Program.Main',
    'Shop!Program.<Main>$',
    'Shop!Shop.Program.<Main>(System.String[])',
    'Shop!Program+<Main>d__0.MoveNext()',
    'Shop!Program+<<Main>$>d__0.MoveNext()',
    'Shop!Program.<<Main>$>g__Run|0_0()',
    'Shop.Program+<Main>d__0.MoveNext',
  ])('finds the assembly by %s', (main) => {
    const stack = `System.Threading!Thread.StartCallback;${main};Shop!Cart.Total;Acme.Json!Writer.DoMain 1`;
    const { modules } = ownership(folded(stack), none);
    expect([...modules]).toEqual([['Shop', 'main']]);
  });

  it('knows the crate by closures of main, and what Rust itself has without a crate', () => {
    const stacks =
      'tokio::runtime::park;shop::main::{{closure}}::{{closure}};shop::cart::total;<f64>::sqrt;<[T]>::sort;do_sin;<T as shop::Cart>::total 1';
    expect(owners(stacks)).toEqual({
      'tokio::runtime::park': 'library',
      'shop::main::{{closure}}::{{closure}}': 'own',
      'shop::cart::total': 'own',
      '<f64>::sqrt': 'runtime',
      '<[T]>::sort': 'runtime',
      do_sin: 'runtime',
      '<T as shop::Cart>::total': 'own',
    });
    // C++'s lambdas in main tell no crate.
    expect(owners('main::{lambda()#1}::operator()() const;tax(int) 1')).toMatchObject({ 'tax(int)': 'own' });
  });

  it("knows Go's main module by the files of main, not by what other modules' files lack", () => {
    const { names, kinds } = folded('main.main;github.com/me/shop.F;github.com/a/b.G;net/http.Get 1').frames;
    const files = [
      'github.com/me/shop/cmd/main.go',
      'github.com/me/shop/f.go',
      'github.com/a/b/g.go',
      'net/http/client.go',
    ];
    const order = ['main.main', 'github.com/me/shop.F', 'github.com/a/b.G', 'net/http.Get'];
    const offset = Int32Array.from({ length: names.length + 1 }, (_, s) => Math.max(0, s - 1));
    const file = Int32Array.from(names.slice(1), (name) => order.indexOf(name));
    const profile = folded('main.main;github.com/me/shop.F;github.com/a/b.G;net/http.Get 1');
    const places = { offset, file, line: new Int32Array(file.length), files };
    const { owner, modules } = ownership({ ...profile, frames: { names, kinds, places } }, none);
    expect(order.map((name) => Owner[owner[names.indexOf(name)]])).toEqual(['own', 'own', 'library', 'runtime']);
    expect([...modules]).toEqual([
      ['github.com/me/shop', 'main'],
      ['main', 'main'],
    ]);
  });

  const inFiles = (...[text, places, program, rules = none]: [...Parameters<typeof filed>, rules?: OwnRules]) => {
    const profile = filed(text, places, program);
    const { owner } = ownership(profile, rules);
    return Object.fromEntries(profile.frames.names.slice(1).map((name, i) => [name, Owner[owner[i + 1]]]));
  };

  it('takes a word by the file where the name has no package, or reads as of another language', () => {
    const stack = 'report;Client.open;tax;rates;mixed 1';
    const places = {
      report: ['shop/cart.py'],
      'Client.open': ['shop/api/client.py'],
      tax: ['tax/rules.py'],
      rates: ['rates.py'],
      // In several directories: of what both are in.
      mixed: ['shop/cart.py', 'shop/api/client.py'],
    };
    const by = (words: Record<string, Word>) =>
      inFiles(stack, places, undefined, { words: new Map(Object.entries(words)) });
    expect(by({ shop: 'no' })).toEqual({
      report: 'library',
      'Client.open': 'library',
      tax: 'own',
      rates: 'own',
      mixed: 'library',
    });
    expect(by({ 'shop/api': 'no', rates: 'no' })).toEqual({
      report: 'own',
      'Client.open': 'library',
      tax: 'own',
      rates: 'library',
      mixed: 'own',
    });
    const profile = filed(stack, places);
    const { modules, charged } = ownership(profile, { words: new Map([['shop', 'through']]) });
    expect([...modules]).toEqual([
      ['rates', 'file'],
      ['shop', 'word'],
      ['tax', 'file'],
    ]);
    expect(profile.frames.names.filter((_, s) => s > 0 && charged[s] === 1)).toEqual(['tax', 'rates']);
    const inC = { total: ['/app/src/cart.c'], 'Cart.total': ['/app/dist/cart.js'] };
    expect([...ownership(filed('total;Cart.total 1', inC), none).modules.keys()]).toEqual(['/app']);
    expect(inFiles('total;Cart.total 1', inC, undefined, { words: new Map([['/app/src', 'no']]) })).toEqual({
      total: 'library',
      'Cart.total': 'own',
    });
  });

  it.each([
    [
      'istio.io/istio/pilot/cmd/pilot-discovery/main.go',
      'istio.io/istio',
      'istio.io/istio/pkg/xds.Push',
      'istio.io/api.F',
    ],
    [
      'k8s.io/kubernetes/cmd/kubelet/kubelet.go',
      'k8s.io/kubernetes',
      'k8s.io/kubernetes/pkg/kubelet.Run',
      'k8s.io/api.F',
    ],
    ['go.acme.dev/shop/main.go', 'go.acme.dev/shop', 'go.acme.dev/shop.Run', 'go.acme.dev/log.F'],
    ['github.com/me/shop/cmd/main.go', 'github.com/me/shop', 'github.com/me/shop/cart.F', 'github.com/me/log.F'],
    [
      'git.acme.dev/team/shop/main.go',
      'git.acme.dev/team/shop',
      'git.acme.dev/team/shop/cart.F',
      'git.acme.dev/team/log.F',
    ],
    [
      'code.acme.com/team/shop/main.go',
      'code.acme.com/team/shop',
      'code.acme.com/team/shop.F',
      'code.acme.com/team/lib.F',
    ],
    [
      'code.acme.com/team/shop/cmd/shop/main.go',
      'code.acme.com/team/shop',
      'code.acme.com/team/shop/pkg/cart.F',
      'code.acme.com/team/lib.F',
    ],
    ['gopkg.in/shop.v2/main.go', 'gopkg.in/shop.v2', 'gopkg.in/shop.v2/cart.F', 'gopkg.in/yaml.v3.F'],
    ['gopkg.in/me/shop.v2/main.go', 'gopkg.in/me/shop.v2', 'gopkg.in/me/shop.v2/cart.F', 'gopkg.in/me/log.v1.F'],
  ])('knows by %s the module %s', (file, module, own, other) => {
    const profile = filed(`main.main;${own};${other} 1`, { 'main.main': [file] });
    const { modules, owner } = ownership(profile, none);
    expect([...modules.keys()].sort()).toEqual([module, 'main'].sort());
    expect(Owner[owner[profile.frames.names.indexOf(other)]]).toBe('library');
  });

  it('takes a Go module without a host for own code, with and without files', () => {
    const stack =
      'main.main;shop/cart.(*Cart).Total;net/http.Get;runtime.mallocgc;type..eq.main.Key;cmd/compile/internal/ssa.Compile;github.com/a/b.X;shop.Run 1';
    const expected = {
      'main.main': 'own',
      'shop/cart.(*Cart).Total': 'own',
      'net/http.Get': 'runtime',
      'runtime.mallocgc': 'runtime',
      'type..eq.main.Key': 'library',
      'cmd/compile/internal/ssa.Compile': 'library',
      'github.com/a/b.X': 'library',
      'shop.Run': 'own',
    };
    expect(owners(stack)).toEqual(expected);
    const trimmed = { 'main.main': ['shop/main.go'], 'shop/cart.(*Cart).Total': ['shop/cart/cart.go'] };
    expect(inFiles(stack, trimmed)).toEqual(expected);
    const { modules } = ownership(folded('main.main;shop/cart.Total;runtime.mallocgc 1'), none);
    expect([...modules]).toEqual([
      ['main', 'main'],
      ['shop', 'hostless'],
    ]);
    // Heap profiles have no frames of the runtime.
    expect(owners('net/http.(*conn).serve;shop/cart.Total 1')).toMatchObject({ 'shop/cart.Total': 'own' });
    // Functions of Python and Node read alike.
    expect(owners('cart.total;tax.rate 1')).toEqual({ 'cart.total': 'library', 'tax.rate': 'library' });
  });

  it('takes functions without a namespace for own in C and C++, for the runtime elsewhere', () => {
    expect(owners('main;tax(int);std::sort(int);parse_order(std::string const&) 1')).toEqual({
      main: 'own',
      'tax(int)': 'own',
      'std::sort(int)': 'runtime',
      'parse_order(std::string const&)': 'own',
    });
    // What the language keeps for itself, and what has no name.
    // As servers write a place without a function, and what is left of a lambda's or a functor's call.
    expect(owners('main;operator();tax(int);7fb3772a5145;0x401000;_int_malloc 1')).toMatchObject({
      'operator()': 'runtime',
      'tax(int)': 'own',
      '7fb3772a5145': 'runtime',
      '0x401000': 'runtime',
      _int_malloc: 'runtime',
    });
    expect(owners('main;tax(int);__dynamic_cast;operator new(unsigned long);__libc_malloc;?? 1')).toEqual({
      main: 'own',
      'tax(int)': 'own',
      __dynamic_cast: 'runtime',
      'operator new(unsigned long)': 'runtime',
      __libc_malloc: 'runtime',
      '??': 'runtime',
    });
    expect(owners('main.main;runtime.memmove;memeqbody 1')).toMatchObject({ memeqbody: 'runtime' });
  });

  it.each(['', '/usr/local/go/src/'])(
    "takes Go's assembly for the runtime, though its names have no package (files: '%s…')",
    (root) => {
      const stack = 'threadentry;main.main;main.add;gcWriteBarrier;memeqbody;sha256block 1';
      const places = {
        threadentry: [`${root}runtime/cgo/gcc_linux_amd64.c`],
        'main.main': ['/src/shop/main.go'],
        'main.add': ['/src/shop/add_amd64.s'],
        gcWriteBarrier: [`${root}runtime/asm_amd64.s`],
        memeqbody: [`${root}internal/bytealg/equal_amd64.s`],
        sha256block: ['github.com/minio/sha256-simd@v1.0.1/sha256block_amd64.s'],
      };
      expect(inFiles(stack, places)).toEqual({
        threadentry: 'runtime',
        'main.main': 'own',
        'main.add': 'own',
        gcWriteBarrier: 'runtime',
        memeqbody: 'runtime',
        sha256block: 'library',
      });
    }
  );

  it.each([
    '/opt/hostedtoolcache/go/1.22.3/x64',
    'C:/Program Files/Go',
    'C:\\Program Files\\Go',
    '/opt/homebrew/Cellar/go/1.22.3/libexec',
    '/usr/lib/go-1.22',
    '/root/.local/share/mise/installs/go/1.22.3',
    '/nix/store/0abc-go-1.22.3/share/go',
    '/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64',
    '/usr/src/go',
    '$GOROOT',
  ])("knows Go's library below %s", (root) => {
    const stack =
      'main.main;main.once.OnceFunc.func1;runtime.main;net/http.Get;gcWriteBarrier;cmd/go/internal/work.Run 1';
    const found = inFiles(stack, {
      'main.main': ['/src/shop/main.go'],
      // Go names an inlined closure after the function that it is in now.
      'main.once.OnceFunc.func1': [`${root}/src/sync/oncefunc.go`],
      'runtime.main': [`${root}/src/runtime/proc.go`],
      'net/http.Get': [`${root}/src/net/http/client.go`],
      gcWriteBarrier: [`${root}/src/runtime/asm_amd64.s`],
      'cmd/go/internal/work.Run': [`${root}/src/cmd/go/internal/work/build.go`],
    });
    const { 'main.once.OnceFunc.func1': inlined, 'main.main': main, ...others } = found;
    expect(main).toBe('own');
    expect(new Set(Object.values(others))).toEqual(new Set(['runtime']));
    expect(inlined).toBe(root.includes('toolchain@') ? 'library' : 'runtime');
  });

  it.each([
    ['main.main', '/go/src/app/main.go'],
    ['shop.F', '/home/me/go/src/shop/x.go'],
    ['github.com/me/shop.F', '/go/src/github.com/me/shop/x.go'],
    ['example.com/shop/log.F', '/home/me/shop/src/log/x.go'],
    ['example.com/shop/src/sort.F', '/home/me/go/shop/src/sort/x.go'],
    ['decode', '/home/me/shop/src/image/decode.cpp'],
  ])('takes %s in %s for own code, though Go or its packages have such directories', (name, file) => {
    expect(inFiles(`${name} 1`, { [name]: [file] })).toEqual({ [name]: 'own' });
  });

  it('tells Python by its files, whatever the names look like', () => {
    expect(
      inFiles('Thread.run;main.<locals>.work;run_wsgi_app;Client.open;report;__init__;dumps 1', {
        'Thread.run': ['threading.py'],
        'main.<locals>.work': ['shop.py'],
        run_wsgi_app: ['werkzeug/test.py'],
        'Client.open': ['werkzeug/test.py'],
        report: ['shop.py'],
        // Of several owners.
        __init__: ['shop.py', 'sqlalchemy/orm/state.py'],
        dumps: ['json/__init__.py'],
      })
    ).toEqual({
      'Thread.run': 'runtime',
      'main.<locals>.work': 'own',
      run_wsgi_app: 'library',
      'Client.open': 'library',
      report: 'own',
      __init__: 'runtime',
      dumps: 'runtime',
    });
    expect(inFiles('report;parse 1', { report: ['shop.py'], parse: ['shop.py', 'jinja2/parser.py'] })).toEqual({
      report: 'own',
      parse: 'library',
    });
  });

  it('takes namespaces for Rust’s, Node’s and the JVM’s only in their programs', () => {
    const inCpp = folded('main;core::Scheduler::tick();alloc::Pool::take();node::Tree::walk();Thread::run() 1');
    const found = ownership(inCpp, none);
    expect(suggestOwn(inCpp, found, none.words, 5).map((each) => each.package)).toEqual([
      'Thread',
      'alloc',
      'core',
      'node',
    ]);
    expect(
      owners('shop::main;core::ops::function::FnOnce::call_once;core::hint::black_box;alloc::Pool::take 1')
    ).toEqual({
      'shop::main': 'own',
      'core::ops::function::FnOnce::call_once': 'runtime',
      'core::hint::black_box': 'runtime',
      'alloc::Pool::take': 'runtime',
    });
    expect(owners('./dist/app.js:total:5;node::Start 1')).toMatchObject({ 'node::Start': 'runtime' });
    // Without the file in the name.
    const stack = 'node::Start;v8::internal::Execution::Call;uv::Loop::run;total 1';
    const inNode = filed(stack, { total: ['/app/dist/cart.js'] });
    const ofNode = ownership(inNode, none);
    expect([...ofNode.owner.slice(1)].map((each) => Owner[each])).toEqual(['runtime', 'runtime', 'runtime', 'own']);
    expect(suggestOwn(inNode, ofNode, none.words, 5)).toEqual([]);
    expect(owners('shop::main;v8::internal::Execution::Call 1')).toMatchObject({
      'v8::internal::Execution::Call': 'runtime',
    });
    expect(owners('Thread::call_run;java/lang/Thread.run 1')).toMatchObject({ 'Thread::call_run': 'runtime' });
  });

  it('takes what could not be demangled for what its package is, or the program', () => {
    const conversion = '_ZNK4shop4CartcvbEv';
    const tax = '_Z3taxIXsr3stdE5valueEEvv';
    const ofLibrary = '_ZNK5boost4CartcvbEv';
    const ofRuntime = '_ZNKSt8optionalcvbEv';
    const words = new Map([['shop', 'yes' as const]]);
    expect(owners(`main;${conversion};${tax};${ofLibrary};${ofRuntime};_Unwind_Resume 1`, { words })).toEqual({
      main: 'own',
      [conversion]: 'own',
      [tax]: 'own',
      [ofLibrary]: 'library',
      [ofRuntime]: 'runtime',
      _Unwind_Resume: 'runtime',
    });
    const method = '_RNvMCs1234_4shopNtB2_4Cart5total';
    expect(owners(`_RNvCs1234_4shop4main;${method} 1`)).toMatchObject({ [method]: 'own' });
  });

  it.each([
    ['_ZN4core3ops8function6FnOnce9call_once17h0123456789abcdefE', '_ZN5alloc4pool4take17h0123456789abcdefE'],
    ['_RNvNtNtCs123_4core3ops8function9call_once', '_RNvNtCs123_5alloc4pool4take'],
    ['void core::ops::function::FnOnce::call_once', 'alloc::Pool::take'],
    ['_$LT$shop..Cart$u20$as$u20$shop..Priced$GT$::total::h0123456789abcdef', 'alloc::Pool::take'],
  ])('knows Rust by %s', (rust, ofRuntime) => {
    const profile = folded(`${rust};${ofRuntime} 1`);
    const found = ownership(profile, none);
    expect(owners(`${rust};${ofRuntime} 1`)).toMatchObject({ [ofRuntime]: 'runtime' });
    expect(suggestOwn(profile, found, none.words, 5).map((each) => each.package)).not.toContain('alloc');
  });

  it('takes the JVM’s own functions of C++ for the runtime', () => {
    const profile = folded(`
      com/example/Main.main;java/util/HashMap.get 5
      thread_native_entry;CompileBroker::compiler_thread_loop;C2Compiler::compile_method;PhaseChaitin::Split 4
      ZMark::drain 1
    `);
    const found = ownership(profile, none);
    const owner = (name: string) => Owner[found.owner[profile.frames.names.indexOf(name)]];
    expect(
      ['CompileBroker::compiler_thread_loop', 'C2Compiler::compile_method', 'PhaseChaitin::Split'].map(owner)
    ).toEqual(['runtime', 'runtime', 'runtime']);
    expect(suggestOwn(profile, found, none.words, 5)).toEqual([]);
  });

  it('takes libraries of C++ that a JVM loaded for what could be own', () => {
    const profile = folded(`
      java/lang/Thread.run;com/example/Main.main;shop::engine::Score(int);duckdb::Executor::Run 5
      os::javaTimeNanos;java_lang_Thread::status;objArrayOopDesc::size;InstanceKlass::link 4
      ciTypeFlow::do_flow;methodHandle::methodHandle;stringStream::write;javaVFrame::print;vmSymbols::lookup 3
    `);
    const found = ownership(profile, none);
    const owner = (name: string) => Owner[found.owner[profile.frames.names.indexOf(name)]];
    const ofTheJvm = ['os::javaTimeNanos', 'java_lang_Thread::status', 'objArrayOopDesc::size', 'ciTypeFlow::do_flow'];
    const others = ['methodHandle::methodHandle', 'stringStream::write', 'javaVFrame::print', 'vmSymbols::lookup'];
    expect([...ofTheJvm, ...others].map(owner)).toEqual(Array(8).fill('runtime'));
    expect(owner('shop::engine::Score(int)')).toBe('library');
    expect(suggestOwn(profile, found, none.words, 5).map((each) => each.package)).toEqual(['duckdb', 'shop']);
  });

  it('takes directories named like single modules of Python for own code', () => {
    const places = {
      views: ['calendar/views.py'],
      models: ['token/api/models.py'],
      month: ['calendar.py'],
      get: ['concurrent/futures/thread.py'],
      compile: ['re/_compiler.py'],
    };
    expect(inFiles('views;models;month;get;compile 1', places)).toEqual({
      views: 'own',
      models: 'own',
      month: 'runtime',
      get: 'runtime',
      compile: 'runtime',
    });
  });

  it('takes nothing of Python for own code that only has a name', () => {
    const stacks =
      '<module>;main.<locals>.work;Flask.wsgi_app;audited.<locals>.wrapper;report;_Loader._load;Cart.__init__ 1';
    expect(Object.values(owners(stacks))).not.toContain('own');
    expect(suggestOwn(folded(stacks), ownership(folded(stacks), none), none.words, 5)).toEqual([]);
  });

  it('takes modules of WebAssembly for what packages bring along', () => {
    expect(owners('./dist/app.js:total:5;wasm://wasm/0002f80e:wasm-function[10]:1 1')).toEqual({
      './dist/app.js:total:5': 'own',
      'wasm://wasm/0002f80e:wasm-function[10]:1': 'library',
    });
  });

  it('takes functions of C from the libraries that they were loaded from', () => {
    const program = {
      binary: 'shop',
      repository: '',
      libraries: new Map([
        ['EVP_DigestUpdate', '/usr/lib/x86_64-linux-gnu/libcrypto.so.3'],
        ['inflate', 'libz.so.1.2.13'],
        ['do_sin', '/usr/lib/x86_64-linux-gnu/libm.so.6'],
        ['reprice', '/app/lib/libpricing.so'],
      ]),
    };
    expect(inFiles('main;total;EVP_DigestUpdate;inflate;do_sin;reprice 1', {}, program)).toEqual({
      main: 'own',
      total: 'own',
      EVP_DigestUpdate: 'library',
      inflate: 'library',
      do_sin: 'runtime',
      reprice: 'own',
    });
  });

  it('takes what the kernel calls for the kernel', () => {
    expect(owners('main.main;syscall.Syscall;do_syscall_64;vfs_read;copy_user 1')).toMatchObject({
      vfs_read: 'kernel',
      copy_user: 'kernel',
    });
    // As perf writes a place in a function.
    expect(owners('main.main;do_syscall_64+0x3b;vfs_read+0x1a 1')).toMatchObject({
      'do_syscall_64+0x3b': 'kernel',
      'vfs_read+0x1a': 'kernel',
    });
  });

  it('reads the files that names carry', () => {
    expect(
      owners('./dist/cart.js:total:1;./node_modules/pg/lib/client.js:query:2;node:net:write:3;:writeSync:0 1')
    ).toEqual({
      './dist/cart.js:total:1': 'own',
      './node_modules/pg/lib/client.js:query:2': 'library',
      'node:net:write:3': 'runtime',
      ':writeSync:0': 'runtime',
    });
    expect(
      owners(
        '/srv/shop/views.py handle;/usr/lib/python3.11/json/encoder.py encode;/venv/lib/python3.11/site-packages/flask/app.py run 1'
      )
    ).toEqual({
      '/srv/shop/views.py handle': 'own',
      '/usr/lib/python3.11/json/encoder.py encode': 'runtime',
      '/venv/lib/python3.11/site-packages/flask/app.py run': 'library',
    });
  });

  it("puts the person's word first, that of the longest package before others", () => {
    const words = new Map([
      ['github.com/me', 'yes'],
      ['github.com/me/shop/gen', 'no'],
      ['main', 'no'],
      ['net/http', 'yes'],
    ] as const);
    expect(
      owners('main.main;net/http.Get;github.com/me/shop.Total;github.com/me/shop/gen.Read;github.com/mean/x.F 1', {
        words,
      })
    ).toEqual({
      'main.main': 'library',
      'net/http.Get': 'own',
      'github.com/me/shop.Total': 'own',
      'github.com/me/shop/gen.Read': 'library',
      'github.com/mean/x.F': 'library',
    });
  });

  it.each([
    'https://github.com/me/shop',
    'https://github.com/me/shop.git',
    'git@github.com:me/shop.git',
    'https://token@github.com/me/shop/',
    'github.com/me/shop',
  ])('reads the repository %s', (repository) => {
    expect(owners('github.com/me/shop/cart.Total;github.com/me/shopping.F 1', { ...none, repository })).toEqual({
      'github.com/me/shop/cart.Total': 'own',
      'github.com/me/shopping.F': 'library',
    });
  });

  const ofBinary = (text: string, binary: string, repository = '') => {
    const profile = folded(text);
    const { owner, modules } = ownership(
      { ...profile, frames: { ...profile.frames, program: { binary, repository } } },
      none
    );
    return { own: profile.frames.names.filter((_, s) => s > 0 && owner[s] === Owner.own), modules: [...modules] };
  };

  it('reads the repository that the build names', () => {
    const stacks = 'github.com/me/shop/cart.Total;github.com/lib/shop.F 1';
    expect(ofBinary(stacks, 'server', 'https://github.com/me/shop')).toEqual({
      own: ['github.com/me/shop/cart.Total'],
      modules: [['github.com/me/shop', 'build']],
    });
  });

  it.each([
    ['shop', 'github.com/me/shop/cart.Total;github.com/lib/router.Serve 1', 'github.com/me/shop', 1],
    ['my-shop', 'my_shop::cart::total;pgwire::read 1', 'my_shop', 1],
    ['Shop.dll', 'Shop!Cart.Total;Dapper!SqlMapper.Query 1', 'Shop', 1],
    ['http', 'net/http.Serve;github.com/me/shop.F 1', 'net/http', 0],
    ['shop', 'com/example/shop/Cart.total 1', 'com.example.shop', 0],
  ])('takes the module that the binary %s is named after: %s', (binary, stacks, module, found) => {
    expect(ofBinary(stacks, binary).modules).toEqual(found === 1 ? [[module, 'binary']] : []);
  });

  it('finds by the binary a module that is longer than its host tells, and asks about its neighbors only', () => {
    const stacks = 'code.acme.com/team/shop/cart.Total;code.acme.com/team/lib/log.F;code.acme.com/other/x.G 1';
    expect(ofBinary(stacks, 'shop')).toEqual({
      own: ['code.acme.com/team/shop/cart.Total'],
      modules: [['code.acme.com/team/shop', 'binary']],
    });
    expect(ofBinary(stacks, 'team').own).toHaveLength(2);
    const profile = folded(stacks);
    const inShop = { ...profile, frames: { ...profile.frames, program: { binary: 'shop', repository: '' } } };
    expect(suggestOwn(inShop, ownership(inShop, none), none.words, 5).map((each) => each.package)).toEqual([
      'code.acme.com/other',
      'code.acme.com/team/lib',
    ]);
    // A part of a library that many have is not what was built.
    expect(
      ofBinary('cloud.google.com/go/storage.Write;cloud.google.com/go/storage/internal.F 1', 'storage').own
    ).toEqual([]);
    // A host that keeps the repositories of many tells where the module ends.
    expect(ofBinary('github.com/grafana/dskit.F;github.com/me/a/shop.F 1', 'shop').own).toEqual([]);
  });

  it('keeps a word about the directory here from those beside it', () => {
    const words: OwnRules['words'] = new Map([['.', 'no']]);
    expect(wordFor('./src', words)?.word).toBe('no');
    expect(wordFor('../packages/ui', words)).toBeUndefined();
  });

  it('takes a library that many have for own code where that is what was built', () => {
    const stacks = 'main.main;github.com/prometheus/prometheus/tsdb.Append;github.com/prometheus/common/log.F 1';
    expect(ofBinary(stacks, 'prometheus').own).toEqual(['main.main', 'github.com/prometheus/prometheus/tsdb.Append']);
    expect(ofBinary(stacks, '').own).toEqual(['main.main']);
  });

  it('lists what the directories of own files have in common, and what is said of one of them', () => {
    const names = Array.from({ length: 150 }, (_, i) => `f${i}`);
    const at = (root: string) => Object.fromEntries(names.map((name, i) => [name, [`${root}/d${i % 50}/${name}.js`]]));
    const listed = (places: Record<string, string[]>, words: OwnRules['words'] = new Map()) => [
      ...ownership(filed(`${names.join(';')} 1`, places), { words }).modules,
    ];
    expect(listed(at('/srv/shop/dist'))).toEqual([['/srv/shop/dist', 'file']]);
    expect(listed(at('.'))).toEqual([['.', 'file']]);
    expect(listed(at('./dist'))).toEqual([['./dist', 'file']]);
    expect(listed(at('C:/shop'))).toEqual([['C:/shop', 'file']]);
    expect(listed({ ...at('/srv/shop'), f0: ['/opt/a/f0.js'], f1: ['/opt/b/f1.js'] })).toEqual([
      ['/opt', 'file'],
      ['/srv/shop', 'file'],
    ]);
    expect(listed(at('/srv/shop'), new Map([['/srv/shop/d7', 'through']]))).toEqual([
      ['/srv/shop', 'file'],
      ['/srv/shop/d7', 'word'],
    ]);
  });

  it('says what decided', () => {
    const { modules } = ownership(folded('main.main;github.com/me/shop.F;github.com/a/b.G 1'), {
      words: new Map([['github.com/a/b', 'yes']]),
      repository: 'github.com/me/shop',
    });
    expect([...modules]).toEqual([
      ['github.com/a/b', 'word'],
      ['github.com/me/shop', 'repository'],
      ['main', 'main'],
    ]);
  });
});

describe('suggestOwn', () => {
  it('gives what nothing decided, by total, recursion once', () => {
    const profile = folded(`
      main.main;github.com/me/shop/cart.F;github.com/me/shop/tax.G;github.com/lib/x.H 5
      main.main;github.com/me/shop/cart.F;github.com/me/shop/cart.F 3
      google.golang.org/grpc.Serve;github.com/lib/x.H 2
    `);
    expect(suggestOwn(profile, ownership(profile, none), none.words, 5)).toEqual([
      { package: 'github.com/me/shop', total: 8 },
      { package: 'github.com/lib/x', total: 7 },
    ]);
    const words = new Map([['github.com/me', 'no']] as const);
    expect(suggestOwn(profile, ownership(profile, { words }), words, 5)).toEqual([
      { package: 'github.com/lib/x', total: 7 },
    ]);
  });

  it('asks for nothing that a file decided', () => {
    const inNames = folded('./dist/app.js:total:5;./node_modules/express/lib/router/index.js:next:280 1');
    expect(suggestOwn(inNames, ownership(inNames, none), none.words, 5)).toEqual([]);
    const profile = filed('main.main;github.com/zeebo/xxh3.Hash;github.com/me/shop.F 1', {
      'main.main': ['/src/shop/main.go'],
      'github.com/zeebo/xxh3.Hash': ['/root/go/pkg/mod/github.com/zeebo/xxh3@v1.0.2/hash.go'],
    });
    expect(suggestOwn(profile, ownership(profile, none), none.words, 5)).toEqual([
      { package: 'github.com/me/shop', total: 1 },
    ]);
  });

  it('asks for no class: without files a method of Node reads as a function of Go', () => {
    const profile = folded(`
      Module._load;Module._compile;StatsBase.isFile 6
      shop.Serve 1
    `);
    expect(suggestOwn(profile, ownership(profile, none), none.words, 5)).toEqual([{ package: 'shop', total: 1 }]);
  });
});
