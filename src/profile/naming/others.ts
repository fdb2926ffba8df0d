import { CODE, every, isDigit, isWord, scanOutside, skip } from './chars';
import { frameName, type NameReader } from './frameName';

/** `-[Cart total:]`, `+[Cart(Tax) rate]`: a class, and where it was extended. */
export const readObjectiveC: NameReader = (sent) => {
  if ((sent[0] !== '-' && sent[0] !== '+') || sent[1] !== '[' || !sent.endsWith(']')) {
    return undefined;
  }
  const end = skip(sent, 2, isWord);
  return end === 2 ? undefined : frameName('apple', { package: sent.slice(2, end), name: sent });
};

/** What Swift puts before the function that it is about. */
const PREFIXES = [
  'static ',
  'specialized ',
  'merged ',
  '@objc ',
  'partial apply for ',
  'protocol witness for ',
  'thunk for ',
];

/** `closure #1 (Swift.Int) -> () in Shop.Cart.total() -> ()`, `Shop.Cart.price.getter : Swift.Int`, `$s4Shop4CartC5totalyyF`. */
export const readSwift: NameReader = (sent) => {
  const mangled = readMangledSwift(sent);
  if (mangled || (!sent.includes(' -> ') && !sent.includes('.getter : ') && !sent.includes('.setter : '))) {
    return mangled;
  }
  const inside = sent.includes('closure #') ? sent.lastIndexOf(' in ') : -1;
  let from = inside < 0 ? 0 : inside + 4;
  for (const prefix of PREFIXES) {
    from = sent.startsWith(prefix, from) ? from + prefix.length : from;
  }
  const closure = inside < 0 ? '' : sent.slice(0, skip(sent, sent.indexOf('#') + 1, isDigit));
  const { path, rest } = pathOf(sent.slice(from));
  return path.length < 2
    ? undefined
    : frameName('apple', {
        package: path[0],
        before: path.length > 2 ? `${path.slice(0, -2).join('.')}.` : '',
        name: (closure === '' ? '' : `${closure} in `) + path.slice(-2).join('.'),
        after: rest,
      });
};

function pathOf(text: string): { path: string[]; rest: string } {
  const path: string[] = [];
  let from = 0;
  let end = text.length;
  scanOutside(text, (code, i) => {
    if (code === CODE.open || code === CODE.space || code === CODE.less) {
      end = i;
      return text.length;
    }
    if (code === CODE.dot) {
      path.push(text.slice(from, i));
      from = i + 1;
    }
    return undefined;
  });
  path.push(text.slice(from, end));
  return { path: path.filter((part) => part !== ''), rest: text.slice(end) };
}

/** The names in `$s4Shop4CartC5total…`, each after its length; what they are (`C`: class) stands between. */
function readMangledSwift(sent: string) {
  const start = ['$s', '_$s', '$S', '_$S'].find((prefix) => sent.startsWith(prefix));
  if (start === undefined) {
    return undefined;
  }
  const path: string[] = [];
  for (let i = start.length; isDigit(sent.charCodeAt(i));) {
    const from = skip(sent, i, isDigit);
    const length = Number(sent.slice(i, from));
    if (length === 0 || from + length > sent.length) {
      break;
    }
    path.push(sent.slice(from, from + length));
    i = from + length;
    i = 'CVO'.includes(sent[i] ?? ' ') ? i + 1 : i;
  }
  return path.length < 2
    ? undefined
    : frameName('apple', { package: path[0], before: `${path[0]}.`, name: path.slice(1).join('.') });
}

/** `lists:map/2`, `Elixir.Shop.Cart:total/1`: module, function, arity. */
export const readBeam: NameReader = (sent) => {
  const slash = sent.lastIndexOf('/');
  const colon = sent.indexOf(':');
  if (colon <= 0 || slash < colon + 2 || !every(sent, isDigit, slash + 1) || !every(sent, isModuleChar, 0, colon)) {
    return undefined;
  }
  const module = sent.slice(0, colon).replaceAll("'", '');
  const shown = module.startsWith('Elixir.') ? module.slice(7) : module;
  return frameName('beam', { package: shown, name: `${shown}${shown === module ? ':' : '.'}${sent.slice(colon + 1)}` });
};

const isModuleChar = (code: number) => isWord(code) || code === 46 || code === 39;
