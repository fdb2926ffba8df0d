import { CODE, every, isUpper, isWord, scanOutside, withoutBrackets } from './chars';
import { frameName, type NameReader } from './frameName';

/** `|lm:System.Private.CoreLib |ns:System.Threading |ct:Thread |cg: |fn:StartCallback |fg: |sg:()`. */
export const readDotnetTagged: NameReader = (sent) => {
  if (!sent.startsWith('|lm:')) {
    return undefined;
  }
  const tags = new Map<string, string>();
  for (const part of sent.split('|')) {
    const colon = part.indexOf(':');
    tags.set(part.slice(0, colon), part.slice(colon + 1).trim());
  }
  const namespace = tags.get('ns') || (tags.get('lm') ?? '');
  const name = [tags.get('ct') ?? '', tags.get('fn') ?? '']
    .filter((part) => part !== '')
    .map(withoutGenerated)
    .join('.');
  return name === ''
    ? undefined
    : frameName('dotnet', { package: namespace, before: `${namespace}.`, name, after: tags.get('sg') ?? '' });
};

/** `System.Threading!Thread.StartCallback`, `ntdll.dll!RtlUserThreadStart`, `Shop!Shop.Cart.Total(int32)`. */
export const readDotnetModule: NameReader = (sent) => {
  const bang = sent.indexOf('!');
  if (
    bang <= 0 ||
    bang === sent.length - 1 ||
    !every(sent, (code) => isWord(code) || code === 46 || code === 45, 0, bang)
  ) {
    return undefined;
  }
  const module = sent.slice(0, bang);
  const isNative = /\.(?:dll|exe)$/i.test(module) && !sent.includes('.', bang);
  const packageName = isNative ? module : module.replace(/\.(?:dll|exe|il|ni\.dll)$/i, '');
  const { segments, after } = membersOf(sent.slice(bang + 1));
  const member = typeAndMember(segments);
  return frameName('dotnet', { package: packageName, before: `${packageName}!`, name: member, after });
};

/** As .NET writes it for `perf`: `instance void [Shop] Shop.Cart::Total(int32)[Tier0]`, the return type before it. */
export const readDotnetPerf: NameReader = (sent) => {
  const scope = sent.indexOf('::');
  const space = sent.lastIndexOf(' ', scope);
  const open = sent.lastIndexOf('[', space);
  return scope > 0 && open > 0 && sent[space - 1] === ']'
    ? readDotnetModule(`${sent.slice(open + 1, space - 1)}!${sent.slice(space + 1).replace('::', '.')}`)
    : undefined;
};

/** `Shop.Checkout.Cart.Price(System.Int32)`: namespace, type, method. Every part begins with a capital. */
export const readDotnet: NameReader = (sent) => {
  if (
    !isUpper(sent.charCodeAt(0)) ||
    sent.endsWith('.') ||
    sent.includes('/') ||
    (sent.includes(' ') && !sent.includes('('))
  ) {
    return undefined;
  }
  const { segments, after } = membersOf(sent);
  const types = segments.slice(0, -1);
  if (types.length < 2 || !types.every((part) => isUpper(part.charCodeAt(0)) || part.startsWith('<'))) {
    return undefined;
  }
  const namespace = segments
    .slice(0, -memberLength(segments))
    .map((part) => withoutBrackets(part, '[', ''))
    .join('.');
  return frameName('dotnet', { package: namespace, before: `${namespace}.`, name: typeAndMember(segments), after });
};

/** What stands between dots, to the arguments. `Cart..ctor` has the parts `Cart` and `.ctor`. */
function membersOf(text: string): { segments: string[]; after: string } {
  const segments: string[] = [];
  let from = 0;
  let end = text.length;
  scanOutside(text, (code, i) => {
    if (code === CODE.open) {
      end = i;
      return text.length;
    }
    if (code === CODE.dot && i > from) {
      segments.push(text.slice(from, i));
      from = i + 1;
    }
    return undefined;
  });
  if (from < end) {
    segments.push(text.slice(from, end));
  }
  return { segments, after: text.slice(end) };
}

/** `Thread.StartCallback`; three parts where the second to last was made from a method (`Cart.<TotalAsync>d__5.MoveNext`). */
const memberLength = (segments: readonly string[]) => (segments.at(-2)?.startsWith('<') ? 3 : 2);

function typeAndMember(segments: readonly string[]): string {
  const parts = segments.slice(-memberLength(segments)).map(withoutGenerated);
  return parts.filter((part) => part !== '').join('.');
}

/**
 * What the compiler makes of async methods, lambdas and local functions: `<TotalAsync>d__5` is `TotalAsync`,
 * `<Total>b__0_1` `Total.lambda`, `<Total>g__Tax|3_0` `Total.Tax`, `Cart+<>c` `Cart`; and ``List`1[System.Int32]`` `List`.
 */
function withoutGenerated(part: string): string {
  if (part.startsWith('<')) {
    return generatedMember(part);
  }
  // `Cart+<TotalAsync>d__5`: the type, and what it was made from.
  const inner = part.indexOf('+<');
  if (inner > 0) {
    const made = generatedMember(part.slice(inner + 1));
    return withoutGenerated(part.slice(0, inner)) + (made === '' ? '' : `.${made}`);
  }
  const tick = part.indexOf('`');
  return withoutBrackets(tick < 0 ? part : part.replace(/`\d+/g, ''), '[', '').replaceAll('+', '.') || part;
}

function generatedMember(part: string): string {
  const close = part.indexOf('>');
  const source = part.slice(1, close);
  const kind = part[close + 1];
  if (close < 0 || (kind === undefined && source !== '')) {
    return part;
  }
  if (kind === 'c' || source === '') {
    return '';
  }
  if (kind === 'g') {
    const bar = part.indexOf('|');
    return `${source}.${part.slice(close + 4, bar < 0 ? undefined : bar)}`;
  }
  return kind === 'b' ? `${source}.lambda` : kind === 'd' ? source : part;
}
