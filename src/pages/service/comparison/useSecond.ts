import { useMemo } from 'react';
import { isNoData } from '../../../profile/model';
import { parseDuration } from '../../../query/duration';
import { measuresTheSame, parseProfileType } from '../../../query/profileTypes';
import { minStepOf } from '../../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { selectorOf, type Namespace, type SettledNamespace, type Subject } from '../../../subject/subject';
import { type Versus } from '../../../viewstate/state';
import { secondSubject } from '../../../viewstate/second';
import { resolveRange } from '../../common/range';
import { useTimeSettings } from '../../common/times';
import { useDataSource } from '../../common/useDataSource';
import { valueOf, type Answer } from '../answer';
import { chooseType } from '../chooseType';
import { graphQuestion, typesQuestion, type Asked, type ShownGraph } from '../questions';
import { useAnswer } from '../useAnswer';
import { wishOf, type AskedProfiles, type Tab } from '../useTab';
import { earlier } from './earlier';

/** The other side of a comparison. */
export interface Second extends AskedProfiles {
  /** at the absolute time that was asked about, so that a link to it opens what is compared here */
  subject: Subject;
  /** at the time that the link says, so that both go on moving with each refresh when this one comes first */
  said: Subject;
  graph: Answer<ShownGraph>;
  /** why it cannot be asked, or compared */
  refused: { kind: 'no-type' | 'other-type'; typeId: string } | { kind: 'bad-range' | 'no-data-source' } | undefined;
}

/** The same time, so much earlier. */
export function shifted({ from, to }: AbsoluteRange, shiftMs: number): AbsoluteRange {
  return { from: from - shiftMs, to: to - shiftMs };
}

/** Asks for the second subject's graph as the tab asks for the first one's; a refresh asks for both. */
export function useSecond(tab: Tab, asked: Asked, typeId: string, versus: Versus): Second {
  const { address, settings, clock } = tab;
  const { other, shift } = versus;
  const first = address.state.subject;
  const subject = secondSubject(first, versus);
  const chosen = useDataSource(subject.dataSource ?? asked.dataSource.uid);
  const { dataSource, choice } = chosen;
  const minStepMs = choice.kind === 'chosen' ? minStepOf(choice.dataSource) : asked.minStepMs;
  const time = useTime(asked, versus);
  const service = subject.service ?? asked.service;
  const namespace =
    other.namespace === undefined
      ? asked.namespace
      : settledAs(subject.namespace, asked.namespace, settings.namespaceLabels[0]);
  const askedSecond: Asked | undefined = dataSource &&
    time && { dataSource, minStepMs, ...time, service, namespace, filters: subject.filters };

  const occasion = { chosen: JSON.stringify([first, shift, other]), automatic: clock.automatic };
  const ownTypes = other.type ?? other.service ?? other.dataSource;
  const types = useAnswer(ownTypes !== undefined && askedSecond ? typesQuestion(askedSecond) : undefined, occasion);
  const known = ownTypes === undefined ? valueOf(tab.profile.types) : valueOf(types.answer);
  const wanted = other.type ?? typeId;
  const found = ownTypes === undefined ? typeId : chooseType(wanted, known);
  const unusable = choice.kind !== 'chosen' ? ('no-data-source' as const) : undefined;
  const unasked = unusable ?? (time === undefined ? ('bad-range' as const) : undefined);
  const refused = unasked ? { kind: unasked } : refusalOf(typeId, wanted, found);
  const question =
    askedSecond && found !== undefined && refused === undefined
      ? graphQuestion(askedSecond, {
          typeId: found,
          snapshot: subject.snapshot,
          only: subject.only,
          ...wishOf(address.state, settings),
        })
      : undefined;
  const { answer: graph } = useAnswer(question, occasion, { isEmpty: ({ profile }) => isNoData(profile) });
  const range = time && { from: String(time.span.from), to: String(time.span.to) };
  const isPart = time && (time.span.from !== time.shown.from || time.span.to !== time.shown.to);
  const { window: _, ...rest } = subject;
  const absolute = { ...rest, service, ...(range && { range }), ...(isPart && { window: time.shown }) };
  const ms = shift === undefined ? undefined : parseDuration(shift)!;
  const moved = ms === undefined ? subject.range : earlier(subject.range, ms);
  const said = moved && {
    ...rest,
    service,
    range: moved,
    ...(subject.window && { window: shifted(subject.window, ms ?? 0) }),
  };
  return {
    subject: absolute,
    said: said ?? absolute,
    graph,
    refused,
    chosen: { dataSource },
    shown: time?.shown,
    minStepMs,
    profile: {
      types: known === undefined ? { kind: 'loading' } : { kind: 'shown', value: known },
      typeId: found,
      selector: askedSecond ? selectorOf(askedSecond) : '',
      settled: tab.profile.settled && graph.kind !== 'loading',
    },
  };
}

/** Range and shown part; undefined where the link's range cannot be read. */
function useTime(asked: Asked, { other, shift }: Versus): Pick<Asked, 'span' | 'shown'> | undefined {
  const settings = useTimeSettings();
  const { from, to } = other.range ?? {};
  const { span, shown } = asked;
  return useMemo(() => {
    const ms = shift === undefined ? 0 : parseDuration(shift)!;
    if (from === undefined || to === undefined) {
      return { span: shifted(span, ms), shown: shifted(other.window ?? shown, ms) };
    }
    // The first one's time is read anew with each refresh, and this one with it.
    const range = resolveRange({ from, to }, settings);
    const own = range && { from: range.from.valueOf(), to: range.to.valueOf() };
    return own && { span: own, shown: other.window ?? own };
  }, [span, shown, shift, from, to, other.window, settings]);
}

function settledAs(namespace: Namespace, first: SettledNamespace, usualLabel: string): SettledNamespace {
  const label = namespace.label ?? (first.kind === 'any' ? usualLabel : first.label);
  switch (namespace.kind) {
    case 'any':
      return { kind: 'any' };
    case 'undecided':
      return first.kind === 'any' ? first : { ...first, label };
    default:
      return { ...namespace, label };
  }
}

function refusalOf(first: string, wanted: string, found: string | undefined): Second['refused'] {
  if (found === undefined) {
    return { kind: 'no-type', typeId: wanted };
  }
  const [a, b] = [parseProfileType(first), parseProfileType(found)];
  return a !== undefined && b !== undefined && !measuresTheSame(a, b)
    ? { kind: 'other-type', typeId: found }
    : undefined;
}
