import type { Family, FrameName } from '../naming/frameName';
import { isClass } from '../naming/go';
import { isGoStandard } from '../naming/goLibrary';
import { UNKNOWN } from '../naming/native';
import { isInside } from './inside';

/** Whose a frame is; a byte, so that a column of them is small. */
export enum Owner {
  own,
  library,
  runtime,
  kernel,
}

const words = (text: string) => text.trim().split(/\s+/);

type Lists = Partial<Record<Family, string[]>>;

/** Packages of the language itself, by prefix. Go's are told by their first part, Node's have no file or `node:`. */
const RUNTIME: Lists = {
  jvm: words('java javax jdk sun com.sun kotlin kotlinx scala clojure groovy'),
  dotnet: words('System Microsoft.Win32 Microsoft.CSharp Interop Internal mscorlib ntdll kernel32 coreclr clr clrjit'),
  scoped: words('std core alloc __gnu_cxx __cxxabiv1 __rust_alloc JavaThread Thread v8 node uv WKS SVR'),
  ruby: words('Kernel Integer Array Hash String Enumerable Enumerator Proc Thread Range Struct IO Symbol Module Class'),
  apple: words('Swift Foundation UIKit CoreFoundation Dispatch NSObject NSRunLoop'),
  // As agents write files: without the directory that they were imported from.
  python:
    words(`abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile
    calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser
    contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils
    doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
    functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr
    imp importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox mailcap marshal
    math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers
    opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
    posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re
    readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd
    smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
    stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios
    textwrap threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty types typing
    unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml
    xmlrpc zipapp zipfile zipimport zlib zoneinfo`),
  beam: words('erlang lists maps gen_server proc_lib proplists ets Enum Map GenServer Process Stream Kernel'),
};

/** Those of Python's own modules that are directories, in any version; no other can have files in it (`calendar/views.py`). */
const PYTHON_DIRECTORIES = new Set(
  words(`asyncio collections concurrent ctypes curses dbm distutils email encodings ensurepip html http importlib json logging
    msilib multiprocessing pathlib pydoc_data re sqlite3 string sysconfig tkinter tomllib unittest urllib venv wsgiref xml
    xmlrpc zipfile zoneinfo`)
);

/** A file's path below a directory that Python imports from: Python's, or of a library that many have. */
export function ownerOfPython(path: string, packageName: string): Owner | undefined {
  const owner = ownerOfPackage('python', packageName);
  const isFile = owner === Owner.runtime && path.includes('/') && !PYTHON_DIRECTORIES.has(path.split('/', 1)[0]);
  return isFile ? undefined : owner;
}

/** Namespaces of `RUNTIME` that are the runtime's in programs of one kind; a program of C++ may have such of its own. */
export const NAMESPACE_OF: Partial<Record<string, RuntimeKind>> = {
  core: 'rust',
  alloc: 'rust',
  node: 'node',
  Thread: 'jvm',
  JavaThread: 'jvm',
};
export type RuntimeKind = 'rust' | 'node' | 'jvm';

/** Libraries that many programs have, by prefix; they need not be told apart from one's own code by anyone. */
const LIBRARIES: Lists = {
  go: words(`golang.org google.golang.org go.opentelemetry.io go.uber.org k8s.io sigs.k8s.io gopkg.in go.etcd.io go.mongodb.org
    cloud.google.com github.com/prometheus github.com/gin-gonic github.com/gorilla github.com/labstack github.com/grpc-ecosystem
    github.com/sirupsen github.com/spf13 github.com/stretchr github.com/redis github.com/go-redis github.com/jackc
    github.com/aws github.com/golang github.com/gogo github.com/klauspost github.com/json-iterator github.com/valyala
    github.com/google/uuid github.com/go-chi github.com/Shopify/sarama github.com/IBM/sarama connectrpc.com`),
  jvm: words(`org.springframework org.apache org.eclipse org.hibernate org.slf4j org.jboss org.glassfish org.postgresql org.mongodb
    org.junit org.aspectj io.netty io.micrometer io.grpc io.opentelemetry io.pyroscope io.vertx io.undertow io.micronaut
    io.quarkus io.lettuce reactor com.fasterxml com.google com.zaxxer com.mysql ch.qos okhttp3 okio retrofit2 akka play
    redis.clients net.bytebuddy one.profiler feign`),
  dotnet: words(
    'Microsoft Newtonsoft Serilog Npgsql Grpc Google Autofac MediatR Dapper StackExchange Polly AutoMapper'
  ),
  scoped:
    words(`absl boost google folly grpc grpc_core grpc_impl fmt spdlog rocksdb leveldb tokio hyper axum actix_web actix_rt serde serde_json
    futures futures_util tower rayon reqwest h2 mio tracing tonic prost bytes regex hashbrown crossbeam`),
  python:
    words(`flask werkzeug django rest_framework starlette fastapi uvicorn gunicorn tornado aiohttp celery kombu billiard amqp
    sqlalchemy psycopg psycopg2 asyncpg pymongo redis requests urllib3 httpx httpcore h11 anyio asgiref jinja2
    markupsafe click pydantic numpy pandas scipy torch tensorflow sklearn boto3 botocore s3transfer grpc google
    opentelemetry prometheus_client sentry_sdk gevent greenlet eventlet twisted yaml simplejson orjson ujson pyroscope
    marshmallow six itsdangerous whitenoise attr attrs typing_extensions wrapt`),
  php: words('Symfony Illuminate Laravel Doctrine Monolog GuzzleHttp Psr Twig Composer'),
  ruby: words(
    'Rack ActiveRecord ActionController ActionDispatch ActionView ActiveSupport Puma Sidekiq Sinatra Redis Faraday'
  ),
};

/**
 * The module of a Go package that has no host (`shop` of `shop/cart`): nobody else can fetch it, so it is the program's.
 * Undefined where there is a host, and of what is Go's own.
 */
export function moduleWithoutHost(packageName: string): string | undefined {
  const [first] = packageName.split('/', 1);
  const isGos = GOS_OWN.has(first) || isGoStandard(packageName);
  return first === '' || first.includes('.') || isGos || isClass(first) ? undefined : first;
}

/** `main` is known anyway; the tool chain; `type..eq.…`, which the compiler writes. */
const GOS_OWN = new Set(['main', 'cmd', 'type']);

/** Functions of C that the kernel, libc and the loader have; a plain name says no more than itself. */
const KERNEL =
  words(`entry_SYSCALL do_syscall_64 x64_sys_call __x64_sys_ __arm64_sys_ __se_sys_ ksys_ asm_ ret_from_fork el0t_64_ el0_svc
  do_idle cpu_startup_entry start_secondary secondary_startup_64 common_interrupt sysvec_ exc_page_fault handle_mm_fault`);
const C_LIBRARY = new Set(
  words(`malloc free calloc realloc memcpy memmove memset memcmp strlen strcmp read write open close poll select epoll_wait
    __libc_start_main __libc_start_call_main _start start_thread clone clone3 __clone pthread_cond_wait pthread_mutex_lock
    pthread_mutex_unlock nanosleep clock_nanosleep usleep send recv sendto recvfrom accept futex syscall exit abort
    _int_malloc _int_free _int_realloc _int_memalign malloc_consolidate unlink_chunk sysmalloc systrim ptmalloc_init
    tcache_get tcache_put tcache_init localeconv`)
);

/**
 * Reserved for the implementation by C and C++ (`__dynamic_cast`, `_Unwind_Resume`; `_Z…` is what was not demangled), C++'s own
 * allocation, or no name. None is an address either, as servers write it, nor a call operator whose class is lost: the program's lambdas have that, and
 * so has what the library calls them with.
 */
const isReserved = (name: string) =>
  name === UNKNOWN ||
  name === 'operator()' ||
  name === 'operator()<…>' ||
  /^(__(?!Z)|_[A-Y]|operator (new|delete)\b)/.test(name) ||
  isAddress(name);

const isAddress = (name: string) => /^(0x)?[\da-f]{8,16}$/.test(name) && /\d/.test(name);

/** True for the functions by which the kernel is entered: what they call without a package is the kernel's too. */
export function isKernelEntry(name: FrameName): boolean {
  return name.family === 'kernel' || (name.family === 'plain' && KERNEL.some((start) => name.name.startsWith(start)));
}

/**
 * Whose a frame is as far as its name alone tells; undefined where it could be anyone's own. What is not known of a
 * language's names is decided by what else the profile shows (`ownership`).
 */
export function ownerByName(name: FrameName): Owner | undefined {
  const { family, package: packageName } = name;
  if (isKernelEntry(name)) {
    return Owner.kernel;
  }
  if (packageName === '' && (family === 'plain' || family === 'scoped') && isReserved(name.name)) {
    return Owner.runtime;
  }
  if (family === 'plain') {
    return C_LIBRARY.has(name.name) || name.name.startsWith('[') ? Owner.runtime : undefined;
  }
  if (family === 'node') {
    return name.file === '' ? Owner.runtime : undefined;
  }
  return packageName === '' ? undefined : ownerOfPackage(family, packageName);
}

/** By family and package: a program has far fewer packages than functions. */
const packagesSeen = new Map<string, Owner | undefined>();
const MAX_SEEN = 10_000;

export function ownerOfPackage(family: Family, packageName: string): Owner | undefined {
  const key = `${family} ${packageName}`;
  if (packagesSeen.has(key)) {
    return packagesSeen.get(key);
  }
  if (packagesSeen.size === MAX_SEEN) {
    packagesSeen.clear();
  }
  const owner = lookUp(family, packageName);
  packagesSeen.set(key, owner);
  return owner;
}

function lookUp(family: Family, packageName: string): Owner | undefined {
  if (family === 'native') {
    return packageName === 'vdso' ? Owner.kernel : packageName.includes('.so') ? Owner.library : undefined;
  }
  if (family === 'go' && packageName === 'main') {
    return Owner.own;
  }
  const isIn = (list: Lists) => list[family]?.some((prefix) => isInside(packageName, prefix)) ?? false;
  const isRuntime = isIn(RUNTIME) || (family === 'go' && isGoStandard(packageName));
  return isRuntime ? Owner.runtime : isIn(LIBRARIES) ? Owner.library : undefined;
}
