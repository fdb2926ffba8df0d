import { packageOf, shortName } from './packages';

/** name, package, short name: as the profilers of each language send them. */
const NAMES: Array<[language: string, name: string, packageName: string, short: string]> = [
  [
    'Go',
    'github.com/grafana/pyroscope/v2/pkg/model.(*nodeBuffer).newNode',
    'github.com/grafana/pyroscope/v2/pkg/model',
    'model.(*nodeBuffer).newNode',
  ],
  ['Go', 'runtime.mallocgc', 'runtime', 'runtime.mallocgc'],
  ['Go', 'main.main.func1', 'main', 'main.main.func1'],
  ['Go', 'net/http.HandlerFunc.ServeHTTP', 'net/http', 'http.HandlerFunc.ServeHTTP'],
  ['Go', 'time.Time.Sub', 'time', 'time.Time.Sub'],
  ['Go', 'slices.SortFunc[go.shape.[]github.com/a/b.T,go.shape.struct { a.b }]', 'slices', 'slices.SortFunc[...]'],
  ['Go', 'github.com/a/b.Map[github.com/c/d.T].Get', 'github.com/a/b', 'b.Map[...].Get'],
  ['Go', 'gopkg.in/yaml%2ev3.(*parser).parse', 'gopkg.in/yaml.v3', 'yaml.v3.(*parser).parse'],
  ['Go', 'type:.eq.github.com/a/b.T', 'github.com/a/b', 'b.T'],
  ['Go', 'github.com/Shopify/sarama.(*Broker).send', 'github.com/Shopify/sarama', 'sarama.(*Broker).send'],
  ['Java', 'java/util/HashMap.put', 'java.util', 'HashMap.put'],
  ['Java', 'java/lang/Thread.run_[j]', 'java.lang', 'Thread.run'],
  ['Java', 'com/example/Foo$$Lambda$14+0x0000.run', 'com.example', 'Foo$$Lambda$14+0x0000.run'],
  ['Java', 'org.springframework.web.Foo$Bar.<init>', 'org.springframework.web', 'Foo$Bar.<init>'],
  ['.NET', 'System.Threading!Thread.StartCallback', 'System.Threading', 'Thread.StartCallback'],
  [
    '.NET',
    'Microsoft.AspNetCore.Session!SessionMiddleware.<Invoke>d__8.MoveNext',
    'Microsoft.AspNetCore.Session',
    'SessionMiddleware.<Invoke>d__8.MoveNext',
  ],
  [
    '.NET',
    '|lm:System.Private.CoreLib |ns:System.Threading |ct:Thread |cg: |fn:StartCallback |fg: |sg:()',
    'System.Threading',
    'Thread.StartCallback',
  ],
  ['.NET', 'Shop.Checkout.Cart.Price(System.Int32)', 'Shop.Checkout', 'Cart.Price'],
  ['Node', './node_modules/express/lib/router/index.js:next:280', 'express', 'index.js:next:280'],
  [
    'Node',
    '/app/node_modules/a/node_modules/@grpc/grpc-js/build/src/call.js:(anonymous):12',
    '@grpc/grpc-js',
    'call.js:(anonymous):12',
  ],
  ['Node', 'node:internal/timers:listOnTimeout:557', 'node:internal', 'timers:listOnTimeout:557'],
  ['Node', './src/routes/cart.ts:handler:12', './src/routes', 'cart.ts:handler:12'],
  ['Node', ':garbage collector:0', '', ':garbage collector:0'],
  ['Python', '/usr/lib/python3.11/threading.py Thread._bootstrap', 'threading', 'threading.py Thread._bootstrap'],
  ['Python', '/usr/local/lib/python3.11/site-packages/flask/app.py Flask.wsgi_app', 'flask', 'app.py Flask.wsgi_app'],
  ['Python', 'lib/utility/utility.py:31 - find_nearest', 'lib/utility', 'utility.py find_nearest'],
  [
    'Python',
    '<frozen importlib._bootstrap> _find_and_load',
    'importlib',
    '<frozen importlib._bootstrap> _find_and_load',
  ],
  ['Ruby', '/usr/local/bundle/gems/rack-2.2.4/lib/rack/handler.rb call', 'rack', 'handler.rb call'],
  ['Ruby', '/usr/lib/ruby/3.2.0/net/http.rb - request', 'net', 'http.rb request'],
  [
    'PHP',
    '/var/www/html/vendor/symfony/routing/Matcher.php:Matcher::match',
    'symfony/routing',
    'Matcher.php Matcher::match',
  ],
  [
    'Rust',
    '<alloc::vec::Vec<T> as core::clone::Clone>::clone::h0123456789abcdef',
    'alloc',
    '<vec::Vec<T> as clone::Clone>::clone',
  ],
  ['Rust', 'tokio::runtime::task::Task<alloc::sync::Arc<T>>::poll', 'tokio', 'task::Task<sync::Arc<T>>::poll'],
  [
    'C++',
    'std::__1::vector<int, std::allocator<int>>::push_back(int const&)',
    'std',
    'std::vector<int, std::allocator<int>>::push_back(int const&)',
  ],
  ['eBPF', 'do_syscall_64', '', 'do_syscall_64'],
  ['eBPF', 'entry_SYSCALL_64_after_hwframe_[k]', 'kernel', 'entry_SYSCALL_64_after_hwframe'],
  ['eBPF', 'libc.so.6 0x2a1b0', 'libc.so.6', 'libc.so.6 0x2a1b0'],
  ['eBPF', '/usr/lib/x86_64-linux-gnu/libssl.so.3', 'libssl.so.3', 'libssl.so.3'],
  ['C', '[unknown]', '', '[unknown]'],
  ['the root', 'total', '', 'total'],
];

describe('packages', () => {
  it.each(NAMES)('%s: %s', (_, name, packageName, short) => {
    expect({ packageName: packageOf(name), short: shortName(name) }).toEqual({ packageName, short });
  });

  it('reads names of 100,000 characters in no time', () => {
    const began = performance.now();
    for (const part of ['a::', 'a.', 'A.', 'a/', '.py', '<', 'a', ':', 'a:1', '$', ' ', '[', '|ns:']) {
      const name = part.repeat(100_000 / part.length);
      packageOf(name);
      expect(shortName(name)).not.toBe('');
    }
    // Only a pattern that backtracks would get here in seconds.
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
