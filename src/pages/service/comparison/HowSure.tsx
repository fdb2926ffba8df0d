import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { t } from '../../../i18n';
import { type WindowTable } from '../../../profile/matrix';
import { planSides, type SideWindows } from '../../../query/windows';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { fetchWindows } from '../../../pyroscope/windows';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/times';
import { windowMemory } from '../overTime/useWindowMatrix';
import { type Tab } from '../useTab';
import { type Compared } from './sides';
import { VerdictTable } from './VerdictTable';
import { verdictsOf } from './verdicts';

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
}

/** The times that a person asked about: those on screen may have moved on since. */
interface Round {
  before: AbsoluteRange;
  after: AbsoluteRange;
  plan: SideWindows | undefined;
  compared: Compared;
}

type Asking =
  | { kind: 'asking'; answered: number }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'known'; tables: readonly WindowTable[] };

const BEGINNING: Asking = { kind: 'asking', answered: 0 };

/**
 * Asks for windows of both sides and of the time before, and shows what changed by itself. What was found stays while
 * the range moves on with the clock, until a person asks anew.
 */
export function HowSure({ tab, typeId, unit, compared, before, after, onHighlight }: HowSureProps) {
  const styles = useStyles2(getStyles);
  const { dataSource } = tab.chosen;
  const { selector } = tab.profile;
  const maxNodes = tab.settings.defaultMaxNodes;
  const begin = (): Round => ({ before, after, plan: planSides(before, untilNow(after), tab.minStepMs), compared });
  const [round, setRound] = useState(begin);
  const [asking, setAsking] = useState(BEGINNING);
  const { plan } = round;
  const isOfNow = isSame(round.before, before) && isSame(round.after, after);
  if (isOfNow && round.compared !== compared) {
    // By another measure, or with what came later.
    setRound({ ...round, compared });
  }
  const isAsking = asking.kind === 'asking';
  useEffect(() => {
    if (!isAsking || plan === undefined || dataSource === undefined) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const show = (next: Asking) => signal.aborted || setAsking(next);
    const windows = [...plan.history, ...plan.before, ...plan.after];
    fetchWindows(
      dataSource,
      { profileTypeId: typeId, labelSelector: selector, maxNodes, windows },
      {
        memory: windowMemory,
        signal,
        now: Date.now(),
        onTables: (tables) => show({ kind: 'asking', answered: tables.filter((table) => table !== undefined).length }),
      }
    ).then(
      (tables) => show({ kind: 'known', tables }),
      (error: unknown) => show({ kind: 'failed', error })
    );
    return () => controller.abort();
  }, [isAsking, plan, dataSource, typeId, selector, maxNodes]);
  const tables = asking.kind === 'known' ? asking.tables : undefined;
  const found = useMemo(
    () => plan && tables && verdictsOf({ typeId, unit, compared: round.compared, plan, tables }),
    [typeId, unit, round.compared, plan, tables]
  );
  const formatTime = useTimeFormat(plan && { from: plan.before[0]?.from ?? before.from, to: round.after.to });
  const again = () => {
    setRound(begin());
    setAsking(BEGINNING);
  };
  const askAgain = (
    <Button size="sm" variant="secondary" fill="text" icon="sync" onClick={again}>
      {t('verdict.again', 'Ask again')}
    </Button>
  );
  return (
    <section className={styles.panel} aria-label={t('verdict.label', 'What changed by itself')} data-testid="how-sure">
      {plan === undefined ? (
        <span role="status">
          {t('verdict.no-time-before', 'Only a time that ends before this range begins can be told from chance')}
        </span>
      ) : asking.kind === 'asking' ? (
        <>
          <span role="status">
            {t('verdict.progress', '{{answered}} of {{asked}} windows', {
              answered: asking.answered,
              asked: plan.history.length + plan.before.length + plan.after.length,
            })}
          </span>
          <Button size="sm" variant="secondary" fill="text" onClick={() => setAsking({ kind: 'cancelled' })}>
            {t('verdict.cancel', 'Cancel')}
          </Button>
        </>
      ) : asking.kind === 'cancelled' ? (
        <>
          <span role="status">{t('verdict.cancelled', 'Cancelled')}</span>
          {askAgain}
        </>
      ) : asking.kind === 'failed' ? (
        <>
          <strong role="alert">{lineOf(asking.error)}</strong>
          {askAgain}
        </>
      ) : found?.kind === 'too-few' ? (
        <>
          <span role="status">
            {t(
              'verdict.too-few',
              'Too few windows to tell: {{before}} before and {{after}} now have profiles, {{needed}} are needed on each side',
              { before: found.before, after: found.after, needed: found.needed }
            )}
          </span>
          {askAgain}
        </>
      ) : (
        found && (
          <>
            {!isOfNow && (
              <span role="status">
                {t('verdict.older', 'Of {{from}} – {{to}}', {
                  from: formatTime(round.after.from),
                  to: formatTime(round.after.to),
                })}
                {askAgain}
              </span>
            )}
            <VerdictTable
              found={found}
              highlighted={tab.address.state.graph.highlight}
              onHighlight={onHighlight}
              formatTime={formatTime}
            />
          </>
        )
      )}
    </section>
  );
}

const isSame = (a: AbsoluteRange, b: AbsoluteRange) => a.from === b.from && a.to === b.to;

/** Of a range that is not over yet only what has passed. */
function untilNow({ from, to }: AbsoluteRange): AbsoluteRange {
  return { from, to: Math.max(from, Math.min(to, Date.now())) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    flex: 'none',
    maxHeight: 190,
    overflowY: 'auto',
    paddingBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
});
