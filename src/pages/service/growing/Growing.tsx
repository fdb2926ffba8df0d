import React from 'react';
import { t } from '../../../i18n';
import { formatShare } from '../../../flamegraph/share';
import { notLoadedValue } from '../../../profile/notLoaded';
import { describeType } from '../../../query/catalogue';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { matchersOf } from '../../../subject/subject';
import { valueOf } from '../answer';
import { AskAgain, AskingLine, OlderNote } from '../onDemand/AskingLine';
import { FoundPanel, FoundSymbol, FoundTable, shownName, signedValue } from '../onDemand/FoundTable';
import { isSameRange } from '../onDemand/sameRange';
import { useOnDemand } from '../onDemand/useOnDemand';
import { type Asked } from '../questions';
import { wishOf, type Tab } from '../useTab';
import { askForGrowth, NEEDED_WINDOWS, objectSizeOf, type GrowthAnswer, type GrowthRound } from './askForGrowth';
import { type GrowingStack } from './growth';

interface GrowingProps {
  tab: Tab;
  asked: Asked;
  /** a snapshot */
  typeId: string;
  /** undefined: nothing any more */
  onHighlight(name: string | undefined): void;
}

/** What holds more and more of the range's memory or goroutines, asked for when a person wants to know. */
export function Growing(props: GrowingProps) {
  const type = describeType(props.typeId);
  return (
    <FoundPanel label={t('growing.label', 'What grows')} testId="growing">
      {type === undefined || objectSizeOf(type) === undefined ? (
        <span role="status">
          {t(
            'growing.no-objects',
            'The number of sampled objects is not known for {{type}}. Choose a type in bytes, for which it is.',
            { type: type?.label ?? props.typeId }
          )}
        </span>
      ) : (
        <AskedGrowth {...props} />
      )}
    </FoundPanel>
  );
}

function AskedGrowth({ tab, asked, typeId, onHighlight }: GrowingProps) {
  const range = asked.shown;
  const graph = valueOf(tab.profile.graph);
  const onDemand = useOnDemand<GrowthRound & { shown: AbsoluteRange }, GrowthAnswer>(
    () => ({
      dataSource: asked.dataSource,
      typeId,
      matchers: matchersOf(asked),
      shown: range,
      range: { from: range.from, to: Math.max(range.from, Math.min(range.to, Date.now())) },
      minStepMs: asked.minStepMs,
      maxNodes: tab.settings.defaultMaxNodes,
      // What is shown came within its budget: an instance's windows will.
      whole: graph && notLoadedValue(graph.profile) === 0 ? wishOf(tab.address.state, tab.settings).budget : undefined,
      types: valueOf(tab.profile.types) ?? [],
    }),
    askForGrowth
  );
  const { round, asking } = onDemand;
  const answer = asking.kind === 'known' ? asking.value : undefined;
  return (
    <>
      <AskingLine
        onDemand={onDemand}
        progress={(answered, all) => t('growing.progress', '{{answered}} of {{all}} windows', { answered, all })}
      />
      {answer && !isSameRange(round.shown, range) && <OlderNote range={round.range} onAgain={onDemand.again} />}
      {answer?.kind === 'known' && answer.stacks.length > 0 && (
        <GrowthTable
          stacks={answer.stacks}
          unit={describeType(typeId)?.unit ?? 'short'}
          highlighted={tab.address.state.graph.highlight}
          onHighlight={onHighlight}
        />
      )}
      {answer &&
        notesOn(answer, describeType(typeId)?.group === 'goroutine').map((note) => <div key={note}>{note}</div>)}
      {answer && answer.kind !== 'known' && <AskAgain onClick={onDemand.again} />}
    </>
  );
}

interface GrowthTableProps {
  stacks: readonly GrowingStack[];
  unit: string;
  highlighted: string | undefined;
  onHighlight: GrowingProps['onHighlight'];
}

function GrowthTable({ stacks, unit, highlighted, onHighlight }: GrowthTableProps) {
  const signed = (value: number) => signedValue(value, unit);
  const heads = [
    t('growing.stack', 'Stack'),
    t('growing.per-hour', 'An hour'),
    t('growing.interval', '95 % interval'),
    t('growing.day', 'At this pace'),
    t('growing.verdict', 'How sure'),
  ];
  return (
    <FoundTable label={t('growing.label', 'What grows')} heads={heads}>
      <tbody>
        {stacks.map(({ path, perHour, interval, inADay, verdict }) => {
          const { name, caller } = shownFrames(path);
          return (
            <tr key={JSON.stringify(path)}>
              <th scope="row" title={path.map(shownName).join('\n')}>
                <FoundSymbol {...{ name, caller, highlighted, onHighlight }} />
              </th>
              <td>{signed(perHour)}</td>
              <td>
                {t('verdict.from-to', '{{low}} to {{high}}', { low: signed(interval[0]), high: signed(interval[1]) })}
              </td>
              <td>{t('growing.in-a-day', '{{more}} in 24 h', { more: signed(inADay) })}</td>
              <td>{verdict === 'clear' ? t('verdict.clear', 'clear') : t('verdict.likely', 'likely')}</td>
            </tr>
          );
        })}
      </tbody>
    </FoundTable>
  );
}

/** Where goroutines wait and memory is handed out, all stacks end alike: the frame that called there says more. */
const INSIDE = /^(runtime|sync|internal\/[\w/]+|time)\.[^/]*$/;

function shownFrames(path: readonly string[]): { name: string; caller: string | undefined } {
  let at = path.length - 1;
  while (at > 0 && INSIDE.test(path[at])) {
    at--;
  }
  const shownAt = INSIDE.test(path[at]) ? path.length - 1 : at;
  return { name: path[shownAt], caller: path[shownAt - 1] };
}

/** What must be known to read the table right, or why there is none. */
function notesOn(answer: GrowthAnswer, isGoroutines: boolean): string[] {
  switch (answer.kind) {
    case 'refused':
      return [t('growing.refused', 'Growth needs the data source proxy, which says how many snapshots there are')];
    case 'too-many':
      return [t('growing.too-many', 'Too many snapshots to look at each: choose a shorter range or filter')];
    case 'too-few':
      return [
        t(
          'growing.too-few',
          'Too few windows to tell: {{most}} have snapshots of one instance, {{needed}} are needed',
          {
            most: answer.most,
            needed: NEEDED_WINDOWS,
          }
        ),
      ];
    default: {
      const { stacks, lookedAt, instances, cut, knowsLoad } = answer;
      const notes = [
        stacks.length === 0
          ? t(
              'growing.none',
              'Nothing grows by at least 20 sampled objects, in both halves of the range, beyond chance'
            )
          : isGoroutines
            ? t('growing.goroutines', 'A stack is where goroutines wait, not what they wait for')
            : t('growing.heap', 'A heap stack is where memory was allocated, not what holds it'),
        lookedAt < instances &&
          t('growing.instances', 'Looked at {{lookedAt}} of {{instances}} instances; growth is theirs alone', {
            lookedAt,
            instances,
          }),
        cut > 0 &&
          t('growing.cut', '{{share}} of the snapshots was not loaded: a stack that grows by less is not seen', {
            share: formatShare(cut, 1),
          }),
        !knowsLoad &&
          t('growing.no-load', 'Nothing is called clear: the load of the service in this time is not known'),
      ];
      return notes.filter((note) => note !== false);
    }
  }
}
