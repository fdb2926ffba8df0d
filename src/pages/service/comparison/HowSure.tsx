import React, { useEffect, useMemo, useState } from 'react';
import { t } from '../../../i18n';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { type Onset } from '../../../profile/change/onset';
import { type WindowTable } from '../../../profile/matrix';
import { planCloser, planSides, type SideWindows, type TimeWindow } from '../../../query/windows';
import { type Matcher } from '../../../query/selector';
import { matchersOf } from '../../../subject/subject';
import { type PyroscopeDataSource } from '../../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { fetchWindows, type WindowsRequest } from '../../../pyroscope/windows';
import { useTimeFormat } from '../../common/timeFormat';
import { AskAgain, AskingLine, OlderNote } from '../onDemand/AskingLine';
import { FoundPanel } from '../onDemand/FoundTable';
import { isSameRange } from '../onDemand/sameRange';
import { useOnDemand, type Ask } from '../onDemand/useOnDemand';
import { windowMemory } from '../overTime/useWindowMatrix';
import { wishOf, type Tab } from '../useTab';
import { isComplete, type Compared } from './sides';
import { askForInstances, findInstances, type InstanceTables } from './askForInstances';
import { VerdictTable } from './VerdictTable';
import { rowVerdicts } from './verdictTexts';
import { verdictsOf, withCloserOnsets } from './verdicts';

interface HowSureProps {
  tab: Tab;
  typeId: string;
  /** of the profiles as they were answered */
  unit: string;
  compared: Compared;
  /** the other time; type and selector are the tab's */
  before: AbsoluteRange;
  after: AbsoluteRange;
  onHighlight(name: string | undefined): void;
  /** asks over which label's values a function changed; undefined where that cannot be asked */
  onSlice: ((name: string) => void) | undefined;
  /** what the symbol table says of its rows; undefined while, or where, there are no verdicts; the same function always */
  onVerdicts(verdicts: RowVerdicts | undefined): void;
}

/** The times that a person asked about: those on screen may have moved on since. */
interface Round {
  before: AbsoluteRange;
  after: AbsoluteRange;
  plan: SideWindows | undefined;
  /** how often profiles come, at least; milliseconds */
  interval: number;
  dataSource: PyroscopeDataSource | undefined;
  request: Omit<WindowsRequest, 'windows'>;
  /** what the selector is made of */
  matchers: readonly Matcher[];
}

interface Answer {
  readonly tables: readonly WindowTable[];
  readonly instances: InstanceTables | undefined;
}

const askForWindows: Ask<Round, Answer> = async (round, signal, onProgress) => {
  const { plan, dataSource, request, matchers, interval } = round;
  if (plan === undefined || dataSource === undefined) {
    return { tables: [], instances: undefined };
  }
  const windows = [...plan.history, ...plan.before, ...plan.after];
  const about = { dataSource, request, matchers, plan, minStepMs: interval };
  const found = await findInstances(about, signal);
  const asked = windows.length + (found ? found.before.length + found.after.length : 0);
  onProgress(0, asked);
  const tables = await fetchWindows(
    dataSource,
    { ...request, windows },
    {
      memory: windowMemory,
      signal,
      now: Date.now(),
      onTables: (some) => onProgress(some.filter((table) => table !== undefined).length, asked),
    }
  );
  let answered = windows.length;
  const instances = found && (await askForInstances(about, found, signal, () => onProgress(++answered, asked)));
  return { tables, instances };
};

/**
 * Asks for windows of both sides and of the time before, and shows what changed by itself. What was found stays while
 * the range moves on with the clock, until a person asks anew.
 */
export function HowSure({
  tab,
  typeId,
  unit,
  compared,
  before,
  after,
  onHighlight,
  onSlice,
  onVerdicts,
}: HowSureProps) {
  const onDemand = useOnDemand<Round, Answer>(
    () => ({
      before,
      after,
      plan: planSides(before, untilNow(after), tab.minStepMs, isMoving(tab)),
      interval: tab.minStepMs,
      dataSource: tab.chosen.dataSource,
      request: {
        profileTypeId: typeId,
        labelSelector: tab.profile.selector,
        maxNodes: tab.settings.defaultMaxNodes,
        // Those of both sides came within their budget: shorter ones will.
        ...(isComplete(compared) && { whole: wishOf(tab.address.state, tab.settings).budget }),
      },
      matchers: tab.asked ? matchersOf(tab.asked) : [],
    }),
    askForWindows
  );
  const { round, asking } = onDemand;
  const { plan } = round;
  const isOfNow = isSameRange(round.before, before) && isSameRange(round.after, after);
  const [judged, setJudged] = useState(compared);
  if (isOfNow && judged !== compared) {
    // By another measure, or with what came later.
    setJudged(compared);
  }
  const answer = asking.kind === 'known' ? asking.value : undefined;
  const first = useMemo(
    () => plan && answer && verdictsOf({ typeId, unit, compared: judged, plan, ...answer }),
    [typeId, unit, judged, plan, answer]
  );
  const { onset } = (first?.kind === 'known' ? first.rows : []).find((row) => row.onset !== undefined) ?? {};
  const closer = useCloserWindows(round, onset);
  const found = useMemo(
    () =>
      first?.kind === 'known' && closer
        ? withCloserOnsets(first, closer.windows, closer.tables, judged.profile.sides?.joined)
        : first,
    [first, closer, judged]
  );
  const formatTime = useTimeFormat(plan && { from: plan.before[0]?.from ?? before.from, to: round.after.to });
  const verdicts = useMemo(
    () => (found?.kind === 'known' ? rowVerdicts(found, formatTime) : undefined),
    [found, formatTime]
  );
  useEffect(() => {
    onVerdicts(verdicts);
    return () => onVerdicts(undefined);
  }, [verdicts, onVerdicts]);
  return (
    <FoundPanel label={t('verdict.label', 'What changed by itself')} testId="how-sure">
      {plan === undefined ? (
        <span role="status">
          {t('verdict.no-time-before', 'This needs a comparison with a time that ends before this range begins')}
        </span>
      ) : found?.kind === 'too-few' ? (
        <>
          <span role="status">
            {t(
              'verdict.too-few',
              'Too few windows to tell: {{before}} before and {{after}} now have profiles, {{needed}} are needed on each side',
              { before: found.before, after: found.after, needed: found.needed }
            )}
          </span>
          <AskAgain onClick={onDemand.again} />
        </>
      ) : found ? (
        <>
          {!isOfNow && <OlderNote range={round.after} onAgain={onDemand.again} />}
          <VerdictTable
            found={found}
            highlighted={tab.address.state.graph.highlight}
            onHighlight={onHighlight}
            onSlice={onSlice}
            formatTime={formatTime}
          />
        </>
      ) : (
        <AskingLine
          onDemand={onDemand}
          progress={(answered, asked) =>
            t('verdict.progress', '{{answered}} of {{asked}} windows', { answered, asked })
          }
        />
      )}
    </FoundPanel>
  );
}

interface CloserWindows {
  /** what they were asked for */
  round: Round;
  at: number;
  windows: readonly TimeWindow[];
  tables: readonly WindowTable[];
}

/**
 * Shorter windows around the moment at which what changed most began; undefined until they are there. Where they cannot be
 * had, the moment stays known to a window.
 */
function useCloserWindows(round: Round, onset: Onset | undefined): CloserWindows | undefined {
  const [closer, setCloser] = useState<CloserWindows>();
  const { from, to, at } = onset ?? {};
  useEffect(() => {
    const { plan, interval, after, dataSource, request } = round;
    if (from === undefined || to === undefined || at === undefined || plan === undefined || dataSource === undefined) {
      return undefined;
    }
    const step = plan.after[0].to + 1 - plan.after[0].from;
    const windows = planCloser({ from, to }, step, interval, untilNow(after).to);
    const controller = new AbortController();
    const { signal } = controller;
    if (windows.length > 0) {
      fetchWindows(dataSource, { ...request, windows }, { memory: windowMemory, signal, now: Date.now() }).then(
        (tables) => signal.aborted || setCloser({ round, at, windows, tables }),
        () => undefined
      );
    }
    return () => controller.abort();
  }, [round, from, to, at]);
  return closer?.round === round && closer.at === at ? closer : undefined;
}

/** Times that are so long before now are others with each refresh. */
const isMoving = ({ address }: Tab) =>
  address.state.subject.window === undefined && address.state.subject.range.from.includes('now');

/** Of a range that is not over yet only what has passed. */
function untilNow({ from, to }: AbsoluteRange): AbsoluteRange {
  return { from, to: Math.max(from, Math.min(to, Date.now())) };
}
