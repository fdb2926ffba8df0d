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
  ['./malloc.c', '.', 'source'],
  ['./cart/cart.c', './cart', 'source'],
  ['/srv/shop/malloc/pool.c', '/srv/shop/malloc', 'source'],
  ['/srv/shop/include/shop/cart.hpp', '/srv/shop/include/shop', 'source'],
])('%s is of %s, %s', (file, packageName, origin) => {
  expect(readPath(file)).toMatchObject({ package: packageName, origin });
});
