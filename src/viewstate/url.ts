import * as v from 'valibot';

import type { OwnWord } from '../profile/own/ownership';
import type { Transform, TransformKind } from '../profile/transforms/transforms';
import { parseDuration } from '../query/duration';
import { partEntries, present, readParts, readSubject, subjectEntries } from '../subject/codec';
import { type Dropped, ParamReader } from '../subject/paramReader';
import { fitIntoLimit, MAX_QUERY_LENGTH } from './limit';
import { type Param, PARAMS } from './params';
import { decodePaths, encodePaths, hasKeys } from './paths';
import {
  alignSchema,
  collapseModeSchema,
  colorsSchema,
  defaultViewState,
  dimSchema,
  type GraphViewState,
  layoutSchema,
  MOST_OVER,
  overBySchema,
  ownWordSchema,
  normSchema,
  orientationSchema,
  type Preferences,
  searchModeSchema,
  sortColumnSchema,
  sortDirectionSchema,
  detailSchema,
  timelineSchema,
  treeSchema,
  type ViewState,
  type Versus,
  viewSchema,
  widthSchema,
} from './state';

type Reader = ParamReader<Param>;

/** Each names a label. */
const LABEL_PARAMS = ['split', 'labels', 'by'] as const;

/**
 * The state that a link means, and what of the link could not be used. Parameters that are missing or empty have their
 * defaults; those that are not ours are no business of this function.
 * @param search of a location, with or without `?`
 */
export function readViewState(
  search: URLSearchParams | string,
  preferences: Preferences = {}
): { state: ViewState; dropped: Dropped[] } {
  const reader: Reader = new ParamReader(new URLSearchParams(search));
  const defaults = defaultViewState(preferences);
  const state: ViewState = {
    subject: readSubject(reader, defaults.subject),
    ...present({
      split: reader.text('split'),
      labels: reader.text('labels'),
      by: reader.text('by'),
      versus: readVersus(reader),
      ...readOver(reader),
    }),
    detail: reader.choice('detail', detailSchema) ?? defaults.detail,
    timeline: reader.choice('timeline', timelineSchema) ?? defaults.timeline,
    view: reader.choice('view', viewSchema) ?? defaults.view,
    graph: readGraph(reader, defaults.graph),
  };
  return { state, dropped: reader.dropped };
}

/**
 * The query of a link to this state: our parameters, those at their defaults left out, then all others of `previous`. What
 * the reader's preferences would decide stays where `previous` says it: they may not be known yet, and the link goes before.
 * When it would be longer than servers take, paths are written by short keys in the place of names; when that is not
 * enough, the parts of least worth are left out, and `cut` names them.
 * @param complete also write what the reader's preferences would decide: for links to other people
 */
export function writeViewState(
  state: ViewState,
  previous: URLSearchParams | string = '',
  { preferences, complete = false }: { preferences?: Preferences; complete?: boolean } = {}
): { params: URLSearchParams; cut: Dropped[] } {
  const said = new URLSearchParams(previous);
  const foreign = [...said].filter(([name]) => !(PARAMS as readonly string[]).includes(name));
  const defaults = defaultViewState(preferences);
  const toParams = (some: ViewState, short: boolean) =>
    new URLSearchParams([...entriesOf(some, defaults, { complete, short, said }), ...foreign]);
  const byNames = toParams(state, false);
  if (byNames.toString().length <= MAX_QUERY_LENGTH) {
    return { params: byNames, cut: [] };
  }
  const { state: fitting, cut } = fitIntoLimit(state, (some) => toParams(some, true).toString().length);
  const cutByNames = toParams(fitting, false);
  const fits = cutByNames.toString().length <= MAX_QUERY_LENGTH;
  return { params: fits ? cutByNames : toParams(fitting, true), cut };
}

function readOver(reader: Reader): Pick<ViewState, 'over' | 'overBy' | 'overSplit'> | undefined {
  const over = [...new Set(reader.all('over').filter((name) => name !== ''))].slice(0, MOST_OVER);
  const overBy = reader.choice('over_by', overBySchema);
  const overSplit = reader.text('over_split');
  return over.length === 0 ? undefined : { over, ...present({ overBy, overSplit }) };
}

/** `compare` and `norm` say how, and mean nothing without something to compare with. */
function readVersus(reader: Reader): Versus | undefined {
  const other = readParts(reader, 'vs_');
  const shift = readShift(reader, other.file ? 'vs_file' : other.range && 'vs_from');
  const width = reader.choice('compare', widthSchema) ?? 'larger';
  const norm = reader.choice('norm', normSchema);
  return shift === undefined && Object.keys(other).length === 0
    ? undefined
    : { other, width, ...present({ shift, norm }) };
}

/** @param time what says otherwise when the second subject is */
function readShift(reader: Reader, time: 'vs_from' | 'vs_file' | undefined): string | undefined {
  const shift = reader.text('vs_shift');
  if (shift === undefined) {
    return undefined;
  }
  if (time !== undefined) {
    return reader.drop('vs_shift', { kind: 'contradicts', param: time });
  }
  return (parseDuration(shift) ?? 0) >= 1000 ? shift : reader.drop('vs_shift', { kind: 'bad-time' });
}

function readGraph(reader: Reader, defaults: GraphViewState): GraphViewState {
  const focus = readFocus(reader, 'focus', 'at');
  const sandwich = reader.one('sandwich');
  return {
    ...present({
      highlight: reader.one('highlight'),
      search: readSearch(reader),
      sandwich,
      callers: sandwich === undefined ? undefined : readSide(reader, 'callers'),
      callees: sandwich === undefined ? undefined : readSide(reader, 'callees'),
      lines: reader.one('lines'),
      focus,
      x: readPart(reader),
      transforms: readTransforms(reader),
      own: readOwn(reader),
      dim: reader.choice('dim', dimSchema),
      tree: reader.choice('tree', treeSchema),
    }),
    sort: readSort(reader, defaults.sort),
    layout: reader.choice('layout', layoutSchema) ?? defaults.layout,
    collapse: {
      mode: reader.choice('collapse', collapseModeSchema) ?? defaults.collapse.mode,
      toggled: readGroups(reader, 'group'),
    },
    colors: reader.choice('colors', colorsSchema) ?? defaults.colors,
    align: reader.choice('align', alignSchema) ?? defaults.align,
    orientation: reader.choice('orientation', orientationSchema) ?? defaults.orientation,
  };
}

type FocusParam = 'focus' | 'callers_focus' | 'callees_focus';
type ShortParam = 'at' | 'callers_at' | 'callees_at';

/** The short path where it can be read, else the names. */
function readFocus(reader: Reader, byNames: FocusParam, byKeys: ShortParam): GraphViewState['focus'] {
  const text = reader.text(byKeys);
  const [at] = text === undefined ? [] : decodePaths([text]);
  if (text !== undefined && !at?.length) {
    reader.drop(byKeys, { kind: 'unreadable-path' });
  }
  const focus = at?.length ? at : reader.all(byNames);
  return focus.length > 0 ? focus : undefined;
}

/** `0.25,0.5`: from a quarter to the middle. */
function readPart(reader: Reader): GraphViewState['x'] {
  const text = reader.text('x');
  if (text === undefined) {
    return undefined;
  }
  const [from, to, ...more] = text.split(',').map(Number);
  return from >= 0 && to > from && to <= 1 && more.length === 0
    ? [from, to]
    : reader.drop('x', { kind: 'not-one-of', options: ['0…1,0…1'] });
}

function readSearch(reader: Reader): GraphViewState['search'] {
  const text = reader.one('search') ?? '';
  const regex = reader.choice('search_mode', searchModeSchema) === 'regex';
  return text === '' && !regex ? undefined : { text, regex };
}

function readSort(reader: Reader, fallback: GraphViewState['sort']): GraphViewState['sort'] {
  const column = reader.choice('sort', sortColumnSchema) ?? fallback.column;
  return { column, direction: reader.choice('order', sortDirectionSchema) ?? usualOrder(column) };
}

/** `yes:github.com/me/shop`; of two words for one package the later counts. */
function readOwn(reader: Reader): OwnWord[] | undefined {
  const words = new Map<string, OwnWord>();
  for (const text of reader.all('own')) {
    const colon = text.indexOf(':');
    const word = v.safeParse(ownWordSchema, text.slice(0, Math.max(0, colon)));
    const packageName = text.slice(colon + 1);
    if (word.success && packageName !== '') {
      words.set(packageName, { package: packageName, word: word.output });
    } else if (text !== '') {
      reader.drop('own', { kind: 'not-one-of', options: ownWordSchema.options.map((option) => `${option}:…`) });
    }
  }
  return words.size === 0 ? undefined : [...words.values()];
}

const TRANSFORMS = 'keep hide merge drop-above drop-below flatten packages own'.split(' ');

/** `keep:main.work`, `hide-regex:^runtime\.`, `packages`; `!` before it: switched off. */
function readTransforms(reader: Reader): Transform[] | undefined {
  const transforms = reader.all('t').flatMap((text) => {
    const transform = readTransform(text);
    if (transform === undefined && text !== '') {
      reader.drop('t', { kind: 'not-one-of', options: TRANSFORMS });
    }
    return transform ?? [];
  });
  return transforms.length > 0 ? transforms : undefined;
}

const TRANSFORM =
  /^(!?)(?:(keep|hide|merge|drop-above|drop-below)(-regex)?:|(flatten):|(flatten|packages|own)$)([^]*)$/;

function readTransform(text: string): Transform | undefined {
  const [found, off, ofSome, regex, ofOne, ofAll, about] = TRANSFORM.exec(text) ?? [];
  return found === undefined
    ? undefined
    : {
        kind: (ofSome ?? ofOne ?? ofAll) as TransformKind,
        ...(ofAll === undefined && { about }),
        ...(regex && { regex: true }),
        ...(off && { off: true }),
      };
}

const writeTransform = ({ kind, about, regex, off }: Transform): string =>
  `${off ? '!' : ''}${kind}${regex ? '-regex' : ''}${about === undefined ? '' : `:${about}`}`;

/** Names from A, numbers from the largest. */
function usualOrder(column: GraphViewState['sort']['column']): 'asc' | 'desc' {
  return column === 'symbol' ? 'asc' : 'desc';
}

function readSide(reader: Reader, side: 'callers' | 'callees'): GraphViewState['callers'] {
  const focus = readFocus(reader, `${side}_focus`, `${side}_at`);
  const toggled = readGroups(reader, `${side}_group`);
  return focus === undefined && toggled.length === 0 ? undefined : { ...(focus && { focus }), toggled };
}

function readGroups(reader: Reader, param: 'group' | 'callers_group' | 'callees_group'): string[][] {
  const paths = decodePaths(reader.all(param));
  const unreadable = paths.filter((path) => path === undefined).length;
  if (unreadable > 0) {
    reader.drop(param, { kind: 'unreadable-groups', unreadable, of: paths.length });
  }
  return paths.filter((path) => path !== undefined);
}

interface Form {
  /** also what the reader's preferences would decide */
  complete: boolean;
  /** paths by keys in the place of names */
  short: boolean;
  /** the link before */
  said: URLSearchParams;
}

function entriesOf(state: ViewState, defaults: ViewState, { complete, short, said }: Form): Array<[Param, string]> {
  const { subject, view, graph } = state;
  const preferred = <P extends Param>(param: P, value: string, usual: string): [P, string | undefined] => [
    param,
    value === usual && !complete && said.get(param) !== value ? undefined : value,
  ];
  const saysRange = said.get('from') === subject.range.from && said.get('to') === subject.range.to;
  const entries: Array<[Param, string | undefined]> = [
    ...subjectEntries(subject, defaults.subject, complete || saysRange),
    ['vs_shift', state.versus?.shift],
    ...partEntries(state.versus?.other ?? {}).map(([param, value]): [Param, string | undefined] => [
      `vs_${param}`,
      value,
    ]),
    ['compare', state.versus?.width === 'larger' ? undefined : state.versus?.width],
    ['norm', state.versus?.norm],
    ['detail', state.detail === 'usual' ? undefined : state.detail],
    preferred('timeline', state.timeline, defaults.timeline),
    ...LABEL_PARAMS.map((param): [Param, string | undefined] => [param, state[param] || undefined]),
    ...entriesOfEach('over', state.over ?? []),
    ['over_by', state.overBy],
    ['over_split', state.overSplit],
    preferred('view', view, defaults.view),
    preferred('layout', graph.layout, defaults.graph.layout),
    ...graphEntries(graph, short),
    preferred('colors', graph.colors, defaults.graph.colors),
    preferred('align', graph.align, defaults.graph.align),
    preferred('orientation', graph.orientation, defaults.graph.orientation),
  ];
  return entries.flatMap(([param, value]) => (value === undefined ? [] : [[param, value]]));
}

/** The parts that no preference changes. */
function graphEntries(
  {
    tree,
    sort,
    transforms,
    own,
    dim,
    search,
    highlight,
    sandwich,
    callers,
    callees,
    lines,
    focus,
    x,
    collapse,
  }: GraphViewState,
  short: boolean
): Array<[Param, string | undefined]> {
  return [
    ['tree', tree],
    ['sort', sort.column === 'self' ? undefined : sort.column],
    ['order', sort.direction === usualOrder(sort.column) ? undefined : sort.direction],
    ...entriesOfEach('t', (transforms ?? []).map(writeTransform)),
    ...(own ?? []).map(({ package: name, word }): [Param, string] => ['own', `${word}:${name}`]),
    ['dim', dim],
    ['search', search?.text || undefined],
    ['search_mode', search?.regex ? 'regex' : undefined],
    ['highlight', highlight],
    ['sandwich', sandwich],
    ...(sandwich === undefined ? [] : sideEntries('callers', callers, short)),
    ...(sandwich === undefined ? [] : sideEntries('callees', callees, short)),
    ['lines', lines],
    ...focusEntries('focus', 'at', focus, short),
    ['x', x?.join()],
    ['collapse', collapse.mode === 'all' ? undefined : collapse.mode],
    ...entriesOfEach('group', encodePaths(collapse.toggled, short)),
  ];
}

function sideEntries(
  side: 'callers' | 'callees',
  state: GraphViewState['callers'],
  short: boolean
): Array<[Param, string]> {
  return [
    ...focusEntries(`${side}_focus`, `${side}_at`, state?.focus, short),
    ...entriesOfEach(`${side}_group`, encodePaths(state?.toggled ?? [], short)),
  ];
}

/** By names, which people can read and type; by keys where names would be too long, or are not known. */
function focusEntries(
  byNames: FocusParam,
  byKeys: ShortParam,
  focus: GraphViewState['focus'],
  short: boolean
): Array<[Param, string]> {
  if (focus === undefined) {
    return [];
  }
  return short || hasKeys([focus]) ? [[byKeys, encodePaths([focus], short)[0]]] : entriesOfEach(byNames, focus);
}

function entriesOfEach(param: Param, values: readonly string[]): Array<[Param, string]> {
  return values.map((value) => [param, value]);
}
