import { readPath } from './paths';

// As recorded in programs of C++ and Rust on Debian 12, and near misses.
it.each([
  ['./malloc/malloc.c', 'libc', 'runtime'],
  ['./malloc/./malloc/malloc.c', 'libc', 'runtime'],
  ['./nptl/pthread_create.c', 'libc', 'runtime'],
  ['./csu/../sysdeps/nptl/libc_start_call_main.h', 'libc', 'runtime'],
  ['./string/../sysdeps/x86_64/multiarch/memcmp-evex-movbe.S', 'libc', 'runtime'],
  ['../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S', 'libc', 'runtime'],
  ['/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/str/mod.rs', 'core', 'runtime'],
  ['/rust/deps/hashbrown-0.16.1/src/raw/mod.rs', 'hashbrown-0.16.1', 'runtime'],
  ['/cargo/registry/src/index/regex-1.12.2/src/regex/string.rs', 'regex', 'installed'],
  ['/usr/include/c++/12/bits/stl_map.h', 'std', 'runtime'],
  ['/usr/lib/gcc/x86_64-linux-gnu/12/include/emmintrin.h', 'std', 'runtime'],
  ['/usr/include/nlohmann/detail/input/lexer.hpp', 'nlohmann', 'installed'],
  ['/usr/local/include/zlib.h', 'zlib', 'installed'],
  ['C:\\Python311\\Lib\\threading.py', 'threading', 'runtime'],
  ['C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python311\\Lib\\json\\decoder.py', 'json', 'runtime'],
  ['C:\\Python311\\Lib\\site-packages\\flask\\app.py', 'flask', 'installed'],
  ['/usr/lib/ruby/vendor_ruby/rack/handler.rb', 'rack', 'installed'],
  ['/usr/local/lib/ruby/site_ruby/3.2.0/rubygems/core_ext/kernel_require.rb', 'rubygems', 'installed'],
  ['/usr/lib/ruby/3.2.0/set.rb', 'set', 'runtime'],
  [
    '/root/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/src/rust/library/core/src/ops/function.rs',
    'core',
    'runtime',
  ],
  ['/root/.cargo/git/checkouts/tokio-1a2b/9f8e/tokio/src/task.rs', 'tokio', 'installed'],
  ['external/com_google_absl/absl/strings/str_cat.cc', 'com_google_absl/absl', 'installed'],
  ['/proc/self/cwd/external/com_google_absl/absl/strings/str_cat.cc', 'com_google_absl/absl', 'installed'],
  ['/root/.cache/bazel/_bazel_me/1f2e/external/six/src/six.py', 'six/src', 'installed'],
  ['/home/me/shop/bazel-shop/external/six/src/six.py', 'six/src', 'installed'],
  ['/srv/shop/external/payment/client.py', '/srv/shop/external/payment', 'source'],
  ['webpack://shop/./external/payment/client.js', './external/payment', 'source'],
  ['C:\\shop\\Python3x\\Cart.py', 'C:/shop/Python3x', 'source'],
  ['./malloc.c', '.', 'source'],
  ['./cart/cart.c', './cart', 'source'],
  ['/srv/shop/malloc/pool.c', '/srv/shop/malloc', 'source'],
  ['/srv/shop/include/shop/cart.hpp', '/srv/shop/include/shop', 'source'],
])('%s is of %s, %s', (file, packageName, origin) => {
  expect(readPath(file)).toMatchObject({ package: packageName, origin });
});
