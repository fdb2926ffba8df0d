import fc from 'fast-check';
import { readName, shownText } from './readName';
import { isShownAsSent } from './shownAsSent';
import { isNoAddedWord, keepsWords } from './words';

/** As sent; package; label; the whole as it is read, where that is more than the package's path and the label. */
type Row = [sent: string, packageName: string, label: string, shown: string];

/** As the profilers of each language send them; the field cases' names are among them. */
const NAMES: Record<string, Row[]> = {
  Go: [
    [
      'github.com/grafana/pyroscope/v2/pkg/model.(*nodeBuffer).newNode',
      'github.com/grafana/pyroscope/v2/pkg/model',
      'model.(*nodeBuffer).newNode',
      'github.com/grafana/pyroscope/v2/pkg/model.(*nodeBuffer).newNode',
    ],
    ['runtime.mallocgc', 'runtime', 'runtime.mallocgc', 'runtime.mallocgc'],
    ['main.main.func1', 'main', 'main.main.func1', 'main.main.func1'],
    ['main.(*Cart).Total.func1.2', 'main', 'main.(*Cart).Total.func1.2', 'main.(*Cart).Total.func1.2'],
    ['main.(*Cart).Total-fm', 'main', 'main.(*Cart).Total-fm', 'main.(*Cart).Total-fm'],
    ['main.main.gowrap1', 'main', 'main.main.gowrap1', 'main.main.gowrap1'],
    ['net/http.HandlerFunc.ServeHTTP', 'net/http', 'http.HandlerFunc.ServeHTTP', 'net/http.HandlerFunc.ServeHTTP'],
    ['time.Time.Sub', 'time', 'time.Time.Sub', 'time.Time.Sub'],
    [
      'slices.SortFunc[go.shape.[]github.com/a/b.T,go.shape.struct { a.b }]',
      'slices',
      'slices.SortFunc[...]',
      'slices.SortFunc[...]',
    ],
    ['github.com/a/b.Map[github.com/c/d.T].Get', 'github.com/a/b', 'b.Map[...].Get', 'github.com/a/b.Map[...].Get'],
    ['github.com/a/b.(*Map[...]).Get', 'github.com/a/b', 'b.(*Map[...]).Get', 'github.com/a/b.(*Map[...]).Get'],
    ['v1220.Run', 'v1220', 'v1220.Run', 'v1220.Run'],
    ['github.com/a/b/v2.Open', 'github.com/a/b/v2', 'b/v2.Open', 'github.com/a/b/v2.Open'],
    [
      'gopkg.in/yaml%2ev3.(*parser).parse',
      'gopkg.in/yaml.v3',
      'yaml.v3.(*parser).parse',
      'gopkg.in/yaml.v3.(*parser).parse',
    ],
    ['type:.eq.github.com/a/b.T', 'github.com/a/b', 'b.T', 'github.com/a/b.T'],
    [
      'github.com/Shopify/sarama.(*Broker).send',
      'github.com/Shopify/sarama',
      'sarama.(*Broker).send',
      'github.com/Shopify/sarama.(*Broker).send',
    ],
    [
      'vendor/golang.org/x/net/http2/hpack.(*Decoder).Write',
      'vendor/golang.org/x/net/http2/hpack',
      'hpack.(*Decoder).Write',
      'vendor/golang.org/x/net/http2/hpack.(*Decoder).Write',
    ],
    [
      'internal/runtime/syscall.Syscall6',
      'internal/runtime/syscall',
      'syscall.Syscall6',
      'internal/runtime/syscall.Syscall6',
    ],
    ['main.glob..func1', 'main', 'main.glob..func1', 'main.glob..func1'],
    [
      'example.com/shop-api/cart.init.0',
      'example.com/shop-api/cart',
      'cart.init.0',
      'example.com/shop-api/cart.init.0',
    ],
    ['runtime.goexit.abi0', 'runtime', 'runtime.goexit.abi0', 'runtime.goexit.abi0'],
    ['shop.total', 'shop', 'shop.total', 'shop.total'],
    ['aeshashbody', '', 'aeshashbody', 'aeshashbody'],
  ],
  JVM: [
    ['java/util/HashMap.put', 'java.util', 'HashMap.put', 'java.util.HashMap.put'],
    ['java/lang/Thread.run_[j]', 'java.lang', 'Thread.run', 'java.lang.Thread.run'],
    ['com/example/shop/Cart.total', 'com.example.shop', 'Cart.total', 'com.example.shop.Cart.total'],
    [
      'com/example/shop/Cart$$Lambda/0x0000000800c01220.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'com/example/shop/Order$$Lambda/0x0000000800c01440.apply',
      'com.example.shop',
      'Order$$Lambda.apply',
      'com.example.shop.Order$$Lambda.apply',
    ],
    [
      'com/example/shop/Tax$$Lambda$14/0x0000000800c01660.apply',
      'com.example.shop',
      'Tax$$Lambda.apply',
      'com.example.shop.Tax$$Lambda.apply',
    ],
    [
      'com/example/shop/Cart$$Lambda+0x00007f8a1c0a1220.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'com/example/shop/Cart$$Lambda$14+0x0000000800c01220.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'com/example/shop/Cart$$Lambda.0x00007f8a1c0a1220.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'com.example.shop.Cart$$Lambda$238+0x00007fb7b8121480/259084359.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'jdk.internal.net.http.Exchange$$Lambda$185+0x00007fb7b810d7e8/621300254.apply',
      'jdk.internal.net.http',
      'Exchange$$Lambda.apply',
      'jdk.internal.net.http.Exchange$$Lambda.apply',
    ],
    [
      'com.example.shop.Cart$$Lambda$14/1349277854.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    [
      'com.example.shop.Cart$$Lambda$733/0x0000000840c4a440.apply',
      'com.example.shop',
      'Cart$$Lambda.apply',
      'com.example.shop.Cart$$Lambda.apply',
    ],
    ['Main$$Lambda$1/0x0000000800c01220.run', '', 'Main$$Lambda.run', 'Main$$Lambda.run'],
    ['Main$$Lambda+0x00007f8a1c0a1220.run', '', 'Main$$Lambda.run', 'Main$$Lambda.run'],
    ['Main$$Lambda.0x00007f8a1c0a1220.run', '', 'Main$$Lambda.run', 'Main$$Lambda.run'],
    ['Main$$Lambda$14/1349277854.run', '', 'Main$$Lambda.run', 'Main$$Lambda.run'],
    [
      'java/lang/invoke/LambdaForm$MH/0x0000000800c03000.invoke',
      'java.lang.invoke',
      'LambdaForm$MH.invoke',
      'java.lang.invoke.LambdaForm$MH.invoke',
    ],
    [
      'java.lang.invoke.LambdaForm$DMH.0x00007f8a1c0a1220.invokeStatic_[i]',
      'java.lang.invoke',
      'LambdaForm$DMH.invokeStatic',
      'java.lang.invoke.LambdaForm$DMH.invokeStatic',
    ],
    [
      'com/example/shop/Cart.lambda$total$0',
      'com.example.shop',
      'Cart.lambda$total$0',
      'com.example.shop.Cart.lambda$total$0',
    ],
    [
      'com/example/shop/Cart$$EnhancerBySpringCGLIB$$1a2b3c4d.total',
      'com.example.shop',
      'Cart$$EnhancerBySpringCGLIB.total',
      'com.example.shop.Cart$$EnhancerBySpringCGLIB.total',
    ],
    [
      'com/example/shop/Cart$$SpringCGLIB$$0.total',
      'com.example.shop',
      'Cart$$SpringCGLIB.total',
      'com.example.shop.Cart$$SpringCGLIB.total',
    ],
    [
      'com/example/shop/Cart$ByteBuddy$Xa81kQ2v.total',
      'com.example.shop',
      'Cart$ByteBuddy.total',
      'com.example.shop.Cart$ByteBuddy.total',
    ],
    [
      'jdk/internal/reflect/GeneratedMethodAccessor120.invoke',
      'jdk.internal.reflect',
      'GeneratedMethodAccessor120.invoke',
      'jdk.internal.reflect.GeneratedMethodAccessor120.invoke',
    ],
    ['jdk/proxy2/$Proxy42.total', 'jdk.proxy2', '$Proxy42.total', 'jdk.proxy2.$Proxy42.total'],
    [
      'org.springframework.web.Foo$Bar.<init>',
      'org.springframework.web',
      'Foo$Bar.<init>',
      'org.springframework.web.Foo$Bar.<init>',
    ],
    [
      'java/util/HashMap.put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
      'java.util',
      'HashMap.put',
      'java.util.HashMap.put (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
    ],
    ['java.util.HashMap.put(HashMap.java:612)', 'java.util', 'HashMap.put', 'java.util.HashMap.put (HashMap.java:612)'],
    ['com.example.Cart.total(int)', 'com.example', 'Cart.total', 'com.example.Cart.total (int)'],
    ['com.example.Cart.total(String)', 'com.example', 'Cart.total', 'com.example.Cart.total (String)'],
    ['Main$$Lambda$14/1349277854.run(Object)_[j]', '', 'Main$$Lambda.run', 'Main$$Lambda.run (Object)'],
    ['java.base@17.0.1/java.util.HashMap.put', 'java.util', 'HashMap.put', 'java.util.HashMap.put'],
    ['app//com.example.shop.Cart.total', 'com.example.shop', 'Cart.total', 'com.example.shop.Cart.total'],
    ['com.example.shop.Cart.total:42', 'com.example.shop', 'Cart.total', 'com.example.shop.Cart.total:42'],
    // Kotlin, Scala, Clojure.
    [
      'com/example/shop/CartKt$total$1.invokeSuspend',
      'com.example.shop',
      'CartKt$total$1.invokeSuspend',
      'com.example.shop.CartKt$total$1.invokeSuspend',
    ],
    [
      'scala/collection/immutable/List.map',
      'scala.collection.immutable',
      'List.map',
      'scala.collection.immutable.List.map',
    ],
    [
      'com/example/shop/Cart$.$anonfun$total$1',
      'com.example.shop',
      'Cart$.$anonfun$total$1',
      'com.example.shop.Cart$.$anonfun$total$1',
    ],
    ['clojure.core$map$fn__5587.invoke', 'clojure', 'core$map$fn__5587.invoke', 'clojure.core$map$fn__5587.invoke'],
  ],
  'C++': [
    [
      'std::vector<int, std::allocator<int> >::push_back(int const&)',
      'std',
      'vector<…>::push_back',
      'std::vector<…>::push_back(int const&)',
    ],
    [
      'std::__1::vector<int, std::allocator<int>>::push_back(int const&)',
      'std',
      'vector<…>::push_back',
      'std::vector<…>::push_back(int const&)',
    ],
    ['shop::Cart::total(std::string const&)', 'shop', 'Cart::total', 'shop::Cart::total(std::string const&)'],
    [
      'shop::Cart::total(std::string const&) const',
      'shop',
      'Cart::total',
      'shop::Cart::total(std::string const&) const',
    ],
    ['(anonymous namespace)::run(absl::Span<int>)', '', 'run', 'run(absl::Span<int>)'],
    ['shop::(anonymous namespace)::run()', 'shop', 'shop::run', 'shop::run()'],
    // Return types with parentheses.
    ['void (anonymous namespace)::run<int>(int)', '', 'run<…>', 'run<…>(int)'],
    ['void shop::(anonymous namespace)::run<int>(int)', 'shop', 'shop::run<…>', 'shop::run<…>(int)'],
    ['decltype(auto) shop::visit<int>(int)', 'shop', 'shop::visit<…>', 'shop::visit<…>(int)'],
    ['decltype(auto) visit<int>(int)', '', 'visit<…>', 'visit<…>(int)'],
    ['decltype (x) std::f<int>(int)', 'std', 'std::f<…>', 'std::f<…>(int)'],
    ['decltype ((g({parm#1})).get()) std::f<int>(int) const', 'std', 'std::f<…>', 'std::f<…>(int) const'],
    ['decltype (g())::type const& std::f<int>(int)', 'std', 'std::f<…>', 'std::f<…>(int)'],
    [
      'int tax(std::vector<int, std::allocator<int> > const&)',
      '',
      'tax',
      'tax(std::vector<int, std::allocator<int> > const&)',
    ],
    ['parse_order(std::string const&)', '', 'parse_order', 'parse_order(std::string const&)'],
    [
      'std::vector<int> shop::sorted<int>(std::vector<int> const&)',
      'shop',
      'shop::sorted<…>',
      'shop::sorted<…>(std::vector<int> const&)',
    ],
    [
      'shop::operator<<(std::ostream&, shop::Cart const&)',
      'shop',
      'shop::operator<<',
      'shop::operator<<(std::ostream&, shop::Cart const&)',
    ],
    ['shop::Cart::operator()(int) const', 'shop', 'shop::Cart::operator()', 'shop::Cart::operator()(int) const'],
    ['std::operator>><char, std::char_traits<char> >', 'std', 'std::operator>><…>', 'std::operator>><…>'],
    [
      'std::ostream& std::operator<< <char>(std::ostream&, char)',
      'std',
      'std::operator<<<…>',
      'std::operator<<<…>(std::ostream&, char)',
    ],
    ['bool shop::operator< <int>(int, int)', 'shop', 'shop::operator<<…>', 'shop::operator<<…>(int, int)'],
    ['shop::Cart::operator->() const', 'shop', 'Cart::operator->', 'shop::Cart::operator->() const'],
    [
      'shop::Cart::total(int, std::plus<int>) const::{lambda(int)#1}::operator()(int) const',
      'shop',
      'Cart::total::{lambda#1}::operator()',
      'shop::Cart::total::{lambda#1}::operator()(int) const',
    ],
    ['<f64>::sqrt', 'core', '<f64>::sqrt', '<f64>::sqrt'],
    ['operator()<std::vector<int> >', '', 'operator()<…>', 'operator()<…>'],
    ['void visit<int>(int)', '', 'visit<…>', 'visit<…>(int)'],
    ['operator delete[](void*)', '', 'operator delete[]', 'operator delete[](void*)'],
    ['operator new[](unsigned long)', '', 'operator new[]', 'operator new[](unsigned long)'],
    ['bool operator==(Cart const&, Cart const&)', '', 'operator==', 'operator==(Cart const&, Cart const&)'],
    ['name[abi:cxx11](int)', '', 'name', 'name(int)'],
    ['operator new(unsigned long)', '', 'operator new', 'operator new(unsigned long)'],
    [
      'shop::Cart::operator std::string() const',
      'shop',
      'Cart::operator std::string',
      'shop::Cart::operator std::string() const',
    ],
    ['shop::Cart::~Cart()', 'shop', 'Cart::~Cart', 'shop::Cart::~Cart()'],
    [
      'shop::Cart::total()::{lambda(int)#1}::operator()(int) const',
      'shop',
      'Cart::total::{lambda#1}::operator()',
      'shop::Cart::total::{lambda#1}::operator()(int) const',
    ],
    [
      "shop::run()::'lambda'(int)::operator()(int) const",
      'shop',
      "shop::run::'lambda'::operator()",
      "shop::run::'lambda'::operator()(int) const",
    ],
    ['non-virtual thunk to shop::Cart::total()', 'shop', 'Cart::total', 'shop::Cart::total()'],
    ['shop::Cart::total(int) [clone .constprop.0]', 'shop', 'Cart::total', 'shop::Cart::total(int)'],
    ['_ZN4shop4Cart5totalEi', 'shop', 'Cart::total', 'shop::Cart::total'],
    ['_ZNSt6vectorIiSaIiEE9push_backERKi', 'std', 'vector<…>::push_back', 'std::vector<…>::push_back'],
    ['_ZN12_GLOBAL__N_13runEv', '', 'run', 'run'],
    ['JavaThread::run()', 'JavaThread', 'JavaThread::run', 'JavaThread::run()'],
  ],
  Rust: [
    [
      '<alloc::vec::Vec<T> as core::clone::Clone>::clone::h0123456789abcdef',
      'alloc',
      '<Vec as Clone>::clone',
      '<Vec as Clone>::clone',
    ],
    [
      'tokio::runtime::task::Task<alloc::sync::Arc<T>>::poll',
      'tokio',
      'Task<…>::poll',
      'tokio::runtime::task::Task<…>::poll',
    ],
    ['shop::cart::total::h0123456789abcdef', 'shop', 'cart::total', 'shop::cart::total'],
    ['shop[8f1c1d5a2b3c4d5e]::cart::total', 'shop', 'cart::total', 'shop::cart::total'],
    [
      '<shop[8f1c1d5a2b3c4d5e]::cart::Cart as core[1a2b]::fmt::Debug>::fmt',
      'shop',
      '<Cart as Debug>::fmt',
      '<Cart as Debug>::fmt',
    ],
    ['shop::main::{{closure}}::h0123456789abcdef', 'shop', 'shop::main::{{closure}}', 'shop::main::{{closure}}'],
    ['shop::cart::total::{closure#0}', 'shop', 'cart::total::{closure#0}', 'shop::cart::total::{closure#0}'],
    ['<[u8] as shop::Read>::read', 'shop', '<[u8] as Read>::read', '<[u8] as Read>::read'],
    ['<T as core::convert::Into<U>>::into', 'core', '<T as Into>::into', '<T as Into>::into'],
    [
      '<&mut shop::Feed as core::iter::traits::iterator::Iterator>::next',
      'shop',
      '<Feed as Iterator>::next',
      '<Feed as Iterator>::next',
    ],
    [
      '<alloc::boxed::Box<dyn core::ops::Fn(&shop::Cart) -> u64> as core::ops::Fn<A>>::call',
      'alloc',
      '<Box as Fn>::call',
      '<Box as Fn>::call',
    ],
    [
      'shop::cart::<impl core::fmt::Display for shop::cart::Cart>::fmt',
      'shop',
      '<impl Display for Cart>::fmt',
      'shop::cart::<impl Display for Cart>::fmt',
    ],
    [
      '_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$core..clone..Clone$GT$::clone::h0123456789abcdef',
      'alloc',
      '<Vec as Clone>::clone',
      '<Vec as Clone>::clone',
    ],
    ['_ZN4shop4cart5total17h0123456789abcdefE', 'shop', 'cart::total', 'shop::cart::total'],
    ['core::ptr::drop_in_place<shop::Cart>', 'core', 'ptr::drop_in_place<…>', 'core::ptr::drop_in_place<…>'],
    [
      'std::sys::backtrace::__rust_begin_short_backtrace',
      'std',
      'backtrace::__rust_begin_short_backtrace',
      'std::sys::backtrace::__rust_begin_short_backtrace',
    ],
  ],
  '.NET': [
    [
      'System.Threading!Thread.StartCallback',
      'System.Threading',
      'Thread.StartCallback',
      'System.Threading!Thread.StartCallback',
    ],
    [
      'Microsoft.AspNetCore.Session!SessionMiddleware.<Invoke>d__8.MoveNext',
      'Microsoft.AspNetCore.Session',
      'SessionMiddleware.Invoke.MoveNext',
      'Microsoft.AspNetCore.Session!SessionMiddleware.Invoke.MoveNext',
    ],
    [
      '|lm:System.Private.CoreLib |ns:System.Threading |ct:Thread |cg: |fn:StartCallback |fg: |sg:()',
      'System.Threading',
      'Thread.StartCallback',
      'System.Threading.Thread.StartCallback()',
    ],
    ['Shop.Checkout.Cart.Price(System.Int32)', 'Shop.Checkout', 'Cart.Price', 'Shop.Checkout.Cart.Price(System.Int32)'],
    ['Shop!Cart.Total', 'Shop', 'Cart.Total', 'Shop!Cart.Total'],
    ['Shop.dll!Shop.Cart.Total(int32)', 'Shop', 'Cart.Total', 'Shop!Cart.Total(int32)'],
    [
      'System.Collections.Generic.List`1[System.Int32].Add(!0)',
      'System.Collections.Generic',
      'List.Add',
      'System.Collections.Generic.List.Add(!0)',
    ],
    [
      'System.Collections.Generic.Dictionary`2.TryGetValue',
      'System.Collections.Generic',
      'Dictionary.TryGetValue',
      'System.Collections.Generic.Dictionary.TryGetValue',
    ],
    ['Shop.Checkout.Cart+Item.Total', 'Shop.Checkout', 'Cart.Item.Total', 'Shop.Checkout.Cart.Item.Total'],
    ['Shop.Checkout.Cart+<>c.Total', 'Shop.Checkout', 'Cart.Total', 'Shop.Checkout.Cart.Total'],
    ['Shop.Cart+<TotalAsync>d__5.MoveNext()', 'Shop', 'Cart.TotalAsync.MoveNext', 'Shop.Cart.TotalAsync.MoveNext()'],
    ['Shop.Cart+<>c.<Total>b__0_0()', 'Shop', 'Cart.Total.lambda', 'Shop.Cart.Total.lambda()'],
    ['Shop.Cart.<Total>g__Tax|3_0(int32)', 'Shop', 'Cart.Total.Tax', 'Shop.Cart.Total.Tax(int32)'],
    [
      'Shop.Checkout.Cart..ctor(System.String)',
      'Shop.Checkout',
      'Cart..ctor',
      'Shop.Checkout.Cart..ctor(System.String)',
    ],
    // As perf's maps have them.
    [
      'instance void [System.Private.CoreLib] System.Threading.ThreadPoolWorkQueue::Dispatch()[OptimizedTier1]',
      'System.Private.CoreLib',
      'ThreadPoolWorkQueue.Dispatch',
      'System.Private.CoreLib!ThreadPoolWorkQueue.Dispatch()[OptimizedTier1]',
    ],
    ['void [Shop] Shop.Cart::Total(int32)[Tier0]', 'Shop', 'Cart.Total', 'Shop!Cart.Total(int32)[Tier0]'],
    [
      'instance void [Shop] Shop.Cart::.ctor(class System.String)[PreJIT]',
      'Shop',
      'Cart..ctor',
      'Shop!Cart..ctor(class System.String)[PreJIT]',
    ],
    [
      'class [System.Runtime]System.Collections.Generic.List`1<int32> [Shop] Shop.Cart+<TotalAsync>d__5::MoveNext()[Tier0]',
      'Shop',
      'Cart.TotalAsync.MoveNext',
      'Shop!Cart.TotalAsync.MoveNext()[Tier0]',
    ],
    ['ntdll.dll!RtlUserThreadStart', 'ntdll.dll', 'RtlUserThreadStart', 'ntdll.dll!RtlUserThreadStart'],
  ],
  Node: [
    [
      './node_modules/express/lib/router/index.js:next:280',
      'express',
      'next index.js:280',
      'next ./node_modules/express/lib/router/index.js:280',
    ],
    [
      './node_modules/express/lib/router/layer.js:(anonymous:L#12:C#3):12',
      'express',
      '(anonymous) layer.js:12',
      '(anonymous) ./node_modules/express/lib/router/layer.js:12',
    ],
    [
      './node_modules/express/lib/router/layer.js:handle:86',
      'express',
      'handle layer.js:86',
      'handle ./node_modules/express/lib/router/layer.js:86',
    ],
    ['./dist/cart.js:(anonymous:L#42:C#16):42', './dist', '(anonymous) cart.js:42', '(anonymous) ./dist/cart.js:42'],
    ['./dist/cart.js:total:10', './dist', 'total cart.js:10', 'total ./dist/cart.js:10'],
    ['./dist/cart.js::42', './dist', '(anonymous) cart.js:42', '(anonymous) ./dist/cart.js:42'],
    [
      '/app/node_modules/a/node_modules/@grpc/grpc-js/build/src/call.js:(anonymous):12',
      '@grpc/grpc-js',
      '(anonymous) call.js:12',
      '(anonymous) /app/node_modules/a/node_modules/@grpc/grpc-js/build/src/call.js:12',
    ],
    [
      'node:internal/timers:listOnTimeout:557',
      'node:internal',
      'listOnTimeout timers:557',
      'listOnTimeout node:internal/timers:557',
    ],
    ['node:fs:writeSync:922', 'node:fs', 'writeSync node:fs:922', 'writeSync node:fs:922'],
    [':(idle):0', '', '(idle)', '(idle)'],
    [':RegExp: ^(?:a|/b):0', '', 'RegExp: ^(?:a|/b)', 'RegExp: ^(?:a|/b)'],
    [':(garbage collector):0', '', '(garbage collector)', '(garbage collector)'],
    [':writeSync:0', '', 'writeSync', 'writeSync'],
    ['file:///app/dist/cart.mjs:total:3', '/app/dist', 'total cart.mjs:3', 'total /app/dist/cart.mjs:3'],
    ['C:\\app\\dist\\cart.js:total:10', 'C:/app/dist', 'total cart.js:10', 'total C:/app/dist/cart.js:10'],
    ['file:///C:/app/dist/cart.js:total:10', 'C:/app/dist', 'total cart.js:10', 'total C:/app/dist/cart.js:10'],
    ['webpack:///./src/cart.ts:total:10', './src', 'total cart.ts:10', 'total ./src/cart.ts:10'],
    ['webpack://shop/./src/cart.ts:total:10', './src', 'total cart.ts:10', 'total ./src/cart.ts:10'],
    ['webpack-internal:///(rsc)/./src/cart.ts:total:10', './src', 'total cart.ts:10', 'total ./src/cart.ts:10'],
    [
      '/app/node_modules/.pnpm/express@4.18.2/node_modules/express/lib/express.js:app:37',
      'express',
      'app express.js:37',
      'app /app/node_modules/.pnpm/express@4.18.2/node_modules/express/lib/express.js:37',
    ],
    [
      '/app/.yarn/cache/express-npm-4.18.2-bb15ff679a.zip/node_modules/express/lib/express.js:app:37',
      'express',
      'app express.js:37',
      'app /app/.yarn/cache/express-npm-4.18.2-bb15ff679a.zip/node_modules/express/lib/express.js:37',
    ],
    ['/proc/1/root/app/dist/cart.js:total:10', '/app/dist', 'total cart.js:10', 'total /app/dist/cart.js:10'],
    [
      '/tmp/execroot/_main/bazel-out/k8-fastbuild/bin/src/cart.js:total:10',
      'src',
      'total cart.js:10',
      'total src/cart.js:10',
    ],
    ['LazyCompile:*total /app/dist/cart.js:10:5', '/app/dist', 'total cart.js:10', 'total /app/dist/cart.js:10'],
    ['total (/app/dist/cart.js:10:5)', '/app/dist', 'total cart.js:10', 'total /app/dist/cart.js:10'],
    ['(anonymous:L#121138:C#84)', '', '(anonymous) 121138:84', '(anonymous) 121138:84'],
    ['Builtin:ArrayPrototypeMap', '', 'ArrayPrototypeMap', 'ArrayPrototypeMap'],
  ],
  Python: [
    [
      '/usr/lib/python3.11/threading.py Thread._bootstrap',
      'threading',
      'Thread._bootstrap threading.py',
      'Thread._bootstrap /usr/lib/python3.11/threading.py',
    ],
    [
      '/usr/local/lib/python3.11/site-packages/flask/app.py Flask.wsgi_app',
      'flask',
      'Flask.wsgi_app app.py',
      'Flask.wsgi_app /usr/local/lib/python3.11/site-packages/flask/app.py',
    ],
    [
      '/usr/lib/python3/dist-packages/six.py add_metaclass',
      'six',
      'add_metaclass six.py',
      'add_metaclass /usr/lib/python3/dist-packages/six.py',
    ],
    [
      'lib/utility/utility.py:31 - find_nearest',
      'lib/utility',
      'find_nearest utility.py:31',
      'find_nearest lib/utility/utility.py:31',
    ],
    // Without a file: a class or a function around it is no package.
    ['main.<locals>.work', '', 'main.<locals>.work', 'main.<locals>.work'],
    ['Cart.total.<locals>.<genexpr>', '', 'Cart.total.<locals>.<genexpr>', 'Cart.total.<locals>.<genexpr>'],
    ['<module>', '', '<module>', '<module>'],
    ['Cart.__init__', '', 'Cart.__init__', 'Cart.__init__'],
    [
      '<frozen importlib._bootstrap> _find_and_load',
      'importlib',
      '_find_and_load importlib._bootstrap',
      '_find_and_load <frozen importlib._bootstrap>',
    ],
    ['handle (views.py:9)', 'views', 'handle views.py:9', 'handle views.py:9'],
    ['/srv/shop/views.py <module>', '/srv/shop', '<module> views.py', '<module> /srv/shop/views.py'],
    ['C:\\shop\\views.py handle', 'C:/shop', 'handle views.py', 'handle C:/shop/views.py'],
    ['handle', '', 'handle', 'handle'],
  ],
  Ruby: [
    [
      '/usr/local/bundle/gems/rack-2.2.4/lib/rack/handler.rb call',
      'rack',
      'call handler.rb',
      'call /usr/local/bundle/gems/rack-2.2.4/lib/rack/handler.rb',
    ],
    ['/usr/lib/ruby/3.2.0/net/http.rb - request', 'net', 'request http.rb', 'request /usr/lib/ruby/3.2.0/net/http.rb'],
    ['app/models/cart.rb:24 - total', 'app/models', 'total cart.rb:24', 'total app/models/cart.rb:24'],
    ['<internal:kernel> loop', 'kernel', 'loop kernel', 'loop <internal:kernel>'],
    ['Shop::Cart#total', 'Shop', 'Cart#total', 'Cart#total'],
    ['block in Shop::Cart#total', 'Shop', 'block in Cart#total', 'block in Cart#total'],
    ['Integer#times', 'Integer', 'Integer#times', 'Integer#times'],
  ],
  PHP: [
    [
      '/var/www/html/vendor/symfony/routing/Matcher.php:Matcher::match',
      'symfony/routing',
      'Matcher::match Matcher.php',
      'Matcher::match /var/www/html/vendor/symfony/routing/Matcher.php',
    ],
    [
      '/var/www/html/vendor/symfony/routing/Matcher.php:24 - Symfony\\Component\\Routing\\Matcher::match',
      'symfony/routing',
      'Matcher::match Matcher.php:24',
      'Matcher::match /var/www/html/vendor/symfony/routing/Matcher.php:24',
    ],
    ['Shop\\Checkout\\Cart::total', 'Shop\\Checkout', 'Cart::total', 'Shop\\Checkout\\Cart::total'],
    ['Shop\\Checkout\\Cart->total', 'Shop\\Checkout', 'Cart->total', 'Shop\\Checkout\\Cart->total'],
    ['Shop\\Cart::Shop\\{closure}', 'Shop', 'Cart::{closure}', 'Shop\\Cart::{closure}'],
  ],
  'Swift and Objective-C': [
    [
      'Shop.Cart.total(with: Swift.Array<Swift.Int>) -> Swift.Int',
      'Shop',
      'Cart.total',
      'Shop.Cart.total(with: Swift.Array<Swift.Int>) -> Swift.Int',
    ],
    [
      'closure #1 (Swift.Int) -> () in Shop.Cart.total() -> ()',
      'Shop',
      'closure #1 in Cart.total',
      'Shop.closure #1 in Cart.total() -> ()',
    ],
    ['$s4Shop4CartC5totalyyF', 'Shop', 'Cart.total', 'Shop.Cart.total'],
    ['-[Cart totalWithTax:]', 'Cart', '-[Cart totalWithTax:]', '-[Cart totalWithTax:]'],
    ['+[Cart(Tax) rate]', 'Cart', '+[Cart(Tax) rate]', '+[Cart(Tax) rate]'],
  ],
  'Erlang and Elixir': [
    ['lists:map/2', 'lists', 'lists:map/2', 'lists:map/2'],
    ['Elixir.Shop.Cart:total/1', 'Shop.Cart', 'Shop.Cart.total/1', 'Shop.Cart.total/1'],
  ],
  'C, kernel and native': [
    ['do_syscall_64', '', 'do_syscall_64', 'do_syscall_64'],
    [
      'entry_SYSCALL_64_after_hwframe_[k]',
      'kernel',
      'entry_SYSCALL_64_after_hwframe',
      'entry_SYSCALL_64_after_hwframe',
    ],
    ['ZSTD_decompressBlock_[k]', 'kernel', 'ZSTD_decompressBlock', 'ZSTD_decompressBlock'],
    // Allocations of async-profiler, outside of a thread's buffer and in it.
    ['java/lang/Long_[k]', '', 'java/lang/Long', 'java/lang/Long'],
    ['java/lang/Long_[i]', '', 'java/lang/Long', 'java/lang/Long'],
    ['java.lang.Long_[k]', '', 'java.lang.Long', 'java.lang.Long'],
    ['Cart_[k]', '', 'Cart', 'Cart'],
    ['byte[]_[k]', '', 'byte[]', 'byte[]'],
    ['[k] tcp_sendmsg', 'kernel', 'tcp_sendmsg', 'tcp_sendmsg'],
    ['bpf_prog_6deef7357e7b4530_sd_fw_egress', 'bpf', 'sd_fw_egress', 'bpf sd_fw_egress'],
    ['libc.so.6 0x2a1b0', 'libc.so.6', '[libc.so.6] 0x2a1b0', '[libc.so.6] 0x2a1b0'],
    ['do_syscall_64+0x3b', '', 'do_syscall_64', 'do_syscall_64+0x3b'],
    ['do_syscall_64+0xffff', '', 'do_syscall_64', 'do_syscall_64+0xffff'],
    ['shop+0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['[shop]+0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['/opt/shop/shop+0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['libc.so.6+0x2a1b0', 'libc.so.6', '[libc.so.6] 0x2a1b0', '[libc.so.6] 0x2a1b0'],
    ['/usr/lib/x86_64-linux-gnu/libssl.so.3', 'libssl.so.3', 'libssl.so.3', 'libssl.so.3'],
    ['/opt/shop/shop 0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['C:\\shop\\shop.exe 0x401000', 'shop.exe', '[shop.exe] 0x401000', '[shop.exe] 0x401000'],
    ['C:\\Program Files\\shop\\shop.exe 0x401000', 'shop.exe', '[shop.exe] 0x401000', '[shop.exe] 0x401000'],
    ['/opt/shop/shop (deleted) 0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['[/opt/shop/shop (deleted)]', 'shop', '[shop]', '[shop]'],
    ['C:\\Windows\\System32\\ntdll.dll', 'ntdll.dll', 'ntdll.dll', 'ntdll.dll'],
    ['/usr/lib/libssl.so.3 (deleted)', 'libssl.so.3', 'libssl.so.3', 'libssl.so.3'],
    ['[shop] 0x401000', 'shop', '[shop] 0x401000', '[shop] 0x401000'],
    ['[shop]', 'shop', '[shop]', '[shop]'],
    ['0x401000', '', '0x401000', '0x401000'],
    ['', '', '(unknown)', '(unknown)'],
    ['<unknown>', '', '(unknown)', '(unknown)'],
    ['[unknown]', '', '(unknown)', '(unknown)'],
    ['[GC active]', '', '[GC active]', '[GC active]'],
    ['rb_gc_mark.part.0', '', 'rb_gc_mark', 'rb_gc_mark.part.0'],
    ['malloc@plt', '', 'malloc', 'malloc@plt'],
    ['__libc_start_main@@GLIBC_2.34', '', '__libc_start_main', '__libc_start_main@@GLIBC_2.34'],
    ['{{name}} $t(x) &amp %20 \\u0041', '', '{{name}} $t(x) &amp %20 \\u0041', '{{name}} $t(x) &amp %20 \\u0041'],
    ['total', '', 'total', 'total'],
    ['main', '', 'main', 'main'],
  ],
};

const ALL = Object.entries(NAMES).flatMap(([language, rows]) => rows.map((row) => [language, ...row] as const));

describe('readName', () => {
  it('has enough to be judged by', () => {
    expect(Object.keys(NAMES).length).toBeGreaterThanOrEqual(12);
    expect(ALL.length).toBeGreaterThanOrEqual(120);
  });

  it.each(ALL)('%s: %s', (_, sent, packageName, label, shown) => {
    const read = readName(sent);
    expect({ packageName: read.package, label: read.label, shown: shownText(read) }).toEqual({
      packageName,
      label,
      shown,
    });
  });

  const sents = ALL.map(([, sent]) => sent);
  /** The beginning of one name and the end of another: what nobody sends, and what somebody might. */
  const spliced = fc
    .tuple(fc.constantFrom(...sents), fc.nat(40), fc.constantFrom(...sents), fc.nat(40))
    .map(([begin, to, end, from]) => begin.slice(0, to) + end.slice(from));

  it('knows without reading which names stay as they are', () => {
    const anyName = fc.oneof(fc.constantFrom(...sents), spliced, fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anyName, (name) => {
        fc.pre(isShownAsSent(name));
        expect(shownText(readName(name))).toBe(name);
      }),
      { numRuns: 5_000 }
    );
    expect(isShownAsSent('runtime.mallocgc')).toBe(true);
  });

  describe('the words of a name as it is read', () => {
    const newWords = (sent: string) => {
      const read = readName(sent);
      const words = [shownText(read), read.label].flatMap((text) => text.match(/[a-z\d]+/gi) ?? []);
      return words.filter((word) => isNoAddedWord(word) && !sent.toLowerCase().includes(word.toLowerCase()));
    };

    it('stand in what was sent', () => {
      for (const sent of sents.filter(keepsWords)) {
        expect([sent, newWords(sent)]).toEqual([sent, []]);
      }
      fc.assert(
        fc.property(spliced, (sent) => {
          fc.pre(keepsWords(sent));
          expect(newWords(sent)).toEqual([]);
        }),
        { numRuns: 5_000 }
      );
    });

    it('but for some, which are known', () => {
      expect(sents.filter((sent) => keepsWords(sent)).length).toBeGreaterThan(0.8 * sents.length);
      expect(keepsWords('shop::Cart<int>total')).toBe(false);
      expect(keepsWords('gopkg.in/yaml%2ev3.parse')).toBe(false);
      expect(isNoAddedWord('unmarshal')).toBe(true);
      expect(['Unknown', 'know', 'std', 'lambda', 'a.b', ''].filter(isNoAddedWord)).toEqual([]);
    });
  });

  it('says something of every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const read = readName(name);
        expect(read.label).not.toBe('');
        expect(shownText(read)).toContain(read.name);
      })
    );
  });
});
