import fc from 'fast-check';
import { joinKey } from './joinKey';

/** Two runs or builds of one function. */
const SAME: Array<[string, string]> = [
  ['com/example/Cart$$Lambda$733/0x0000000840c4a440.apply', 'com/example/Cart$$Lambda$12/0x0000000800c01660.apply'],
  ['Main$$Lambda$1/0x0000000800c01220.run', 'Main$$Lambda$2/0x0000000800c01440.run'],
  ['com/example/Cart$$Lambda/0x0000000840c4a440.apply', 'com/example/Cart$$Lambda/0x0000000800c01660.apply'],
  ['com/example/Cart$$Lambda+0x00007f8a1c0a1220.apply', 'com/example/Cart$$Lambda+0x00007f8a1c0b5430.apply'],
  ['com/example/Cart$$Lambda.0x00007f8a1c0a1220.apply', 'com/example/Cart$$Lambda.0x00007f8a1c0b5430.apply'],
  [
    'java/lang/invoke/LambdaForm$MH/0x0000000800c03000.invoke',
    'java/lang/invoke/LambdaForm$MH/0x0000000800c04400.invoke',
  ],
  ['jdk/internal/reflect/GeneratedMethodAccessor120.invoke', 'jdk/internal/reflect/GeneratedMethodAccessor7.invoke'],
  [
    'jdk/internal/reflect/GeneratedConstructorAccessor3.newInstance',
    'jdk/internal/reflect/GeneratedConstructorAccessor31.newInstance',
  ],
  ['jdk/proxy2/$Proxy42.total', 'jdk/proxy2/$Proxy7.total'],
  ['com/example/Cart$$EnhancerBySpringCGLIB$$1a2b3c4d.total', 'com/example/Cart$$EnhancerBySpringCGLIB$$99ffee.total'],
  ['java/util/HashMap.put_[j]', 'java/util/HashMap.put_[i]'],
  ['clojure.core$map$fn__5587.invoke', 'clojure.core$map$fn__5601.invoke'],
  ['shop::total::h0123456789abcdef', 'shop::total::hfedcba9876543210'],
  ['shop[8f1c1d5a2b3c4d5e]::cart::total', 'shop[0123456789abcdef]::cart::total'],
  ['main.(*Cart).Total.func1', 'main.(*Cart).Total.func2'],
  ['main.(*Cart).Total.func1.2', 'main.(*Cart).Total.func3.1'],
  ['main.main.gowrap1', 'main.main.gowrap3'],
  ['shop::run()::{lambda(int)#1}::operator()(int) const', 'shop::run()::{lambda(int)#2}::operator()(int) const'],
  ['shop::cart::total::{closure#0}', 'shop::cart::total::{closure#3}'],
  ['rb_gc_mark.part.0', 'rb_gc_mark.part.3'],
  ['Shop.Cart+<>c.<Total>b__0_0()', 'Shop.Cart+<>c.<Total>b__2_1()'],
  ['./dist/cart.js:total:10', './dist/cart.js:total:17'],
  ['./dist/cart.js:(anonymous:L#42:C#16):42', './dist/cart.js:(anonymous:L#44:C#10):44'],
  ['lib/shop/cart.py:31 - total', 'lib/shop/cart.py:35 - total'],
  [
    './node_modules/.pnpm/express@4.18.2/node_modules/express/lib/express.js:app:37',
    './node_modules/.pnpm/express@4.19.0/node_modules/express/lib/express.js:app:39',
  ],
  [
    '/usr/local/bundle/gems/rack-2.2.4/lib/rack/handler.rb call',
    '/usr/local/bundle/gems/rack-3.0.0/lib/rack/handler.rb call',
  ],
  ['/usr/lib/python3.11/threading.py Thread.run', '/usr/lib/python3.12/threading.py Thread.run'],
  ['bpf_prog_6deef7357e7b4530_sd_fw_egress', 'bpf_prog_0000f7357e7b4530_sd_fw_egress'],
];

const DIFFERENT: Array<[string, string]> = [
  ['com/example/Cart$$Lambda$1/0x01.apply', 'com/example/Tax$$Lambda$1/0x01.apply'],
  ['main.(*Cart).Total.func1', 'main.(*Cart).Tax.func1'],
  ['main.(*Cart).Total', 'main.(*Cart).Total.func1'],
  ['main.function1', 'main.function2'],
  ['shop::h1::total', 'shop::h2::total'],
  ['std::array<int, 3>::size', 'std::array<int, 4>::size'],
  ['./dist/cart.js:total:10', './dist/cart.js:tax:10'],
  ['java/util/HashMap.put', 'java/util/HashMap.get'],
  ['sha256.block1', 'sha256.block2'],
  ['[shop] 0x401000', '[shop] 0x401040'],
];

describe('joinKey', () => {
  it.each(SAME)('%s is %s', (before, after) => {
    expect(joinKey(before)).toBe(joinKey(after));
  });

  it.each(DIFFERENT)('%s is not %s', (one, other) => {
    expect(joinKey(one)).not.toBe(joinKey(other));
  });

  it('of a key is the key', () => {
    const names = fc.oneof(fc.string(), fc.constantFrom(...SAME.flat(), ...DIFFERENT.flat()));
    fc.assert(fc.property(names, (name) => expect(joinKey(joinKey(name))).toBe(joinKey(name))));
  });
});
