import { inEnglish, t } from '../../../i18n';
import { describeType } from '../../../query/catalogue';
import type { Only, Subject } from '../../../subject/subject';
import type { Versus } from '../../../viewstate/state';
import { visibleValue } from '../../common/visibleValue';
import { wordsOfFilter } from '../filterWords';

/** How people call both sides: by what tells them apart. */
export interface SideNames {
  before: string;
  after: string;
  /** For texts that leave the page. */
  beforeInEnglish: string;
}

type FormatRange = (range: Subject['range']) => string;

/** @param formatRange of an absolute range */
export function sideNames(first: Subject, second: Subject, versus: Versus, formatRange: FormatRange): SideNames {
  const names = () => bothNames(first, second, versus, formatRange);
  const [before, after] = names();
  return { before, after, beforeInEnglish: inEnglish(names)[0] };
}

function bothNames(first: Subject, second: Subject, { other, shift }: Versus, formatRange: FormatRange): string[] {
  const parts: Array<[before: string, after: string]> = [];
  if (other.service !== undefined) {
    parts.push([visibleValue(second.service ?? ''), visibleValue(first.service ?? '')]);
  }
  if (other.namespace !== undefined) {
    parts.push([namespaceWords(second), namespaceWords(first)]);
  }
  if (other.type !== undefined) {
    parts.push([typeWords(second.type), typeWords(first.type)]);
  }
  if (other.filters !== undefined) {
    parts.push([filterWords(second), filterWords(first)]);
  }
  if (other.snapshot !== undefined) {
    parts.push([second.snapshot, first.snapshot]);
  }
  if (other.dataSource !== undefined) {
    parts.push([visibleValue(second.dataSource ?? ''), visibleValue(first.dataSource ?? '')]);
  }
  if (other.only !== undefined) {
    parts.push([onlyWords(second.only, true), onlyWords(first.only, false)]);
  }
  if (shift !== undefined) {
    parts.push([t('compare.before', '{{shift}} before', { shift }), t('compare.now', 'this range')]);
  } else if (other.range !== undefined || other.window !== undefined) {
    parts.push([formatRange(other.window ? textOf(other.window) : second.range), t('compare.now', 'this range')]);
  }
  return [0, 1].map((side) => parts.map((both) => both[side]).join(', '));
}

const textOf = ({ from, to }: { from: number; to: number }) => ({ from: String(from), to: String(to) });

function namespaceWords({ namespace }: Subject): string {
  return namespace.kind === 'value'
    ? visibleValue(namespace.value)
    : namespace.kind === 'any'
      ? t('compare.all-namespaces', 'all namespaces')
      : t('compare.no-namespace', 'no namespace');
}

const typeWords = (type: string | undefined) => (type && describeType(type)?.label) ?? visibleValue(type ?? '');

function onlyWords(only: Only | undefined, isSecond: boolean): string {
  if (only === undefined) {
    return t('compare.all-profiles', 'all profiles');
  }
  if (only.kind !== 'brush') {
    return `${only.kind} ${only.id}`;
  }
  return isSecond
    ? t('compare.other-selected', 'the profiles in the dashed rectangle')
    : t('compare.selected', 'the selected profiles');
}

function filterWords({ filters }: Subject): string {
  return filters.length === 0 ? t('compare.no-filters', 'no filters') : filters.map(wordsOfFilter).join(', ');
}
