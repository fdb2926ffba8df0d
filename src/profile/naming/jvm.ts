import { every, isDigit, isHex, isUpper, isWord, skip } from './chars';
import { frameName, type NameReader } from './frameName';

const isClassChar = (code: number) => isWord(code) || code === 36;
const isPackageChar = (code: number) => isWord(code) || code === 45;

/**
 * `java/util/HashMap.put` (JFR, async-profiler), `org.example.Cart$Item.price` and what stands around it in stack traces:
 * modules (`java.base/…`), arguments, line numbers; hidden classes without the address that the JVM gives them anew in
 * each run. A class begins with a capital or has a `$`, where Go has a package (`net/http.Get`).
 */
export const readJvm: NameReader = (sent) => {
  const end = methodEnd(sent);
  const whole = sent.slice(0, end);
  const plain = withoutHiddenParts(whole);
  const name = withoutModule(plain);
  if (!name.includes('.')) {
    return undefined;
  }
  const read = slashed(name) ?? dotted(name, plain !== whole);
  // What overloads, and lines of one method, are told apart by.
  return read && end < sent.length ? { ...read, after: (sent[end] === '(' ? ' ' : '') + sent.slice(end) } : read;
};

/** `java/util/HashMap.put(Ljava/lang/Object;)V`, `java.util.HashMap.put(HashMap.java:612)`, `org.example.Cart.total:42`. */
function methodEnd(name: string): number {
  const open = name.indexOf('(');
  const colon = name.lastIndexOf(':');
  const isLine = colon > 0 && every(name, isDigit, colon + 1);
  return open > 0 ? open : isLine ? colon : name.length;
}

const MODULES = ['java.', 'jdk.', 'app/', 'platform/', 'bootstrap/', 'ALL-UNNAMED/'];

/** `java.base@17.0.1/java.util.HashMap.put`, `app//org.example.Cart.total`. */
function withoutModule(name: string): string {
  const slash = name.lastIndexOf('/');
  const at = name.indexOf('@');
  return slash > 0 && ((at > 0 && at < slash) || MODULES.some((module) => name.startsWith(module)))
    ? name.slice(slash + 1)
    : name;
}

/** Classes that are generated carry a number of their run behind one of these. */
const GENERATED = ['$$Lambda', 'CGLIB', '$ByteBuddy', '$HibernateProxy', '$MockitoMock', '$auxiliary'];

/** `Cart$$Lambda$14/0x0000000800c01660.apply` is `Cart$$Lambda.apply`. */
function withoutHiddenParts(name: string): string {
  return withoutNumbersBehindMarks(withoutAddress(name));
}

/**
 * The address or number of a hidden class: `/0x…`, `+0x…`, `.0x…` (by JVM version), `/1234567` (JVM 8), `+0x…/1234567`
 * (JFR).
 */
function withoutAddress(name: string): string {
  for (let i = 1; i < name.length - 1; i++) {
    if (name[i] !== '/' && name[i] !== '+' && name[i] !== '.') {
      continue;
    }
    const hex = name.startsWith('0x', i + 1);
    const digits = hex ? skip(name, i + 3, isHex) : i;
    const end = name[digits] === '/' ? skip(name, digits + 1, isDigit) : Math.max(digits, i + 1);
    if (end > i + 1 && (end === name.length || name[end] === '.')) {
      return name.slice(0, i) + name.slice(end);
    }
  }
  return name;
}

function withoutNumbersBehindMarks(name: string): string {
  let plain = name;
  for (const mark of GENERATED) {
    const at = plain.indexOf(mark);
    if (at >= 0) {
      const from = at + mark.length;
      const number = plain[from] === '$' ? skip(plain, from, (code) => code === 36) : from;
      const end = number > from ? skip(plain, number, isWord) : from;
      plain =
        end > from && (end === plain.length || plain[end] === '.' || plain[end] === '$')
          ? plain.slice(0, from) + plain.slice(end)
          : plain;
    }
  }
  return plain;
}

function slashed(name: string) {
  const slash = name.lastIndexOf('/');
  if (slash <= 0) {
    return undefined;
  }
  let from = 0;
  for (let i = 0; i <= slash; i++) {
    if (name[i] === '/') {
      if (!every(name, isPackageChar, from, i)) {
        return undefined;
      }
      from = i + 1;
    }
  }
  const member = name.slice(slash + 1);
  return isClassAndMethod(member) ? jvmName(name.slice(0, slash).replaceAll('/', '.'), member) : undefined;
}

function dotted(name: string, isHidden: boolean) {
  let segments = 0;
  let from = 0;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
    const isClass = isUpper(name.charCodeAt(from)) || name.slice(from, dot).includes('$');
    if (isClass) {
      // With one part before it, it could as well be Go's `time.Time.Sub`, unless it has a `$`; with none it is one of the
      // default package where the JVM made it.
      const enough = segments >= 2 || ((segments === 1 || isHidden) && name.slice(from, dot).includes('$'));
      const member = name.slice(from);
      return enough && isClassAndMethod(member) ? jvmName(name.slice(0, Math.max(0, from - 1)), member) : undefined;
    }
    if (!every(name, isWord, from, dot)) {
      return undefined;
    }
    segments++;
    from = dot + 1;
  }
  return undefined;
}

/** `HashMap.put`, `Foo$Bar.<init>`, `core$map$fn__5587.invoke`, `Foo[].clone`. */
function isClassAndMethod(member: string): boolean {
  const dot = member.indexOf('.');
  const first = member.charCodeAt(0);
  const isClass = isUpper(first) || first === 95 || first === 36 || (dot > 0 && member.slice(0, dot).includes('$'));
  return dot > 0 && dot < member.length - 1 && isClass && every(member, isClassChar, 0, dot) && !member.includes(' ');
}

function jvmName(packageName: string, member: string) {
  return frameName('jvm', { package: packageName, before: packageName && `${packageName}.`, name: member });
}
