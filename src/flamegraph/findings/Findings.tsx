import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Toggletip, Tooltip, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import {
  examine,
  findingsOf,
  isOfPreset,
  type Examination,
  type Finding,
  type Preset,
} from '../../profile/findings/findings';
import type { Measure } from '../../profile/findings/rules';
import type { Profile } from '../../profile/model';
import { notLoadedValue } from '../../profile/notLoaded';
import type { Transform, TransformKind } from '../../profile/transforms/transforms';
import { inLanguage } from '../../i18n';
import { formatShare } from '../share';
import type { FormatValue, StateChange, Transforms } from '../types';
import { findingTexts } from './texts';

/** What a profile's shares cost: of so many cores, in a currency for each core and hour. */
export interface CoreCost {
  readonly cores: number;
  readonly price: number;
  readonly currency: string;
}

export interface FindingsProps {
  transforms: Transforms;
  measure: Measure;
  /** Of which the profile is made, where that is known. */
  samples: number | undefined;
  /** Only of time on CPU. */
  cost: CoreCost | undefined;
  formatValue: FormatValue;
  onChange(change: StateChange): void;
  onOff(): void;
}

/**
 * "3 findings": opens what they are, each with its next step and a filter, and what could be put out of the way. They
 * are of the profile before transforms. Nothing where there are none.
 */
export function Findings({ transforms, measure, samples, cost, formatValue, onChange, onOff }: FindingsProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { source, list } = transforms;
  const examined = useExamination(source, measure);
  const findings = examined ? findingsOf(examined, samples) : [];
  if (examined === undefined || findings.length + examined.presets.length === 0) {
    return null;
  }
  const { whole, idle, presets } = examined;
  // What it leads to is behind it.
  const act = (action: () => void) => () => {
    setOpen(false);
    action();
  };
  const lowerBound = notLoadedValue(source) > 0;
  const content = (
    <div className={styles.list}>
      {findings.length > 0 && (
        <p className={styles.note}>
          {findingTexts.rules()}
          {idle > 0 && ` ${findingTexts.withoutIdle(formatValue(idle))}`}
        </p>
      )}
      {findings.map((finding) => (
        <FindingItem
          key={finding.id}
          finding={finding}
          share={formatShare(finding.value, whole, lowerBound)}
          cost={cost && costOf(finding.value / whole, cost)}
          onHighlight={act(() => onChange({ search: { text: finding.pattern, regex: true } }))}
          onKeep={act(() => transforms.change(onSource(list, { kind: 'keep', about: finding.pattern, regex: true })))}
        />
      ))}
      {presets.length > 0 && <strong>{findingTexts.presets()}</strong>}
      {presets.map((preset) => (
        <PresetItem
          key={preset.id}
          preset={preset}
          share={formatShare(preset.value, source.total[0], lowerBound)}
          list={list}
          onChange={(next) => act(() => transforms.change(next))()}
        />
      ))}
      <Button size="sm" variant="secondary" fill="text" onClick={onOff}>
        {findingTexts.off()}
      </Button>
    </div>
  );
  return (
    <Toggletip
      title={findingTexts.title()}
      content={content}
      placement="bottom-start"
      fitContent
      show={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
    >
      <Button size="sm" variant="secondary" fill="text" icon="info-circle">
        {findings.length > 0 ? findingTexts.button(findings.length) : findingTexts.onlyPresets()}
      </Button>
    </Toggletip>
  );
}

/** What leaves the frames that others are about as they were. */
const SELECTING: readonly TransformKind[] = ['keep', 'hide'];

/**
 * A transform before all that rename or drop frames, those switched off too: it is of what the profile was before them.
 * Frames that are merged are gone for what comes after, so that merging stays behind what selects and merges already.
 */
function onSource(list: readonly Transform[], added: Transform): Transform[] {
  const first = list.findIndex(({ kind }) => !SELECTING.includes(kind) && (kind !== 'merge' || added.kind !== kind));
  const at = first < 0 ? list.length : first;
  return [...list.slice(0, at), added, ...list.slice(at)];
}

/** Undefined until the profile is looked through. */
function useExamination(source: Profile, measure: Measure): Examination | undefined {
  const [examined, setExamined] = useState<{ source: Profile; measure: Measure; examination: Examination }>();
  useEffect(() => {
    const aborter = new AbortController();
    examine(source, measure, { signal: aborter.signal }).then(
      (examination) => setExamined({ source, measure, examination }),
      () => {
        // Left before it was done.
      }
    );
    return () => aborter.abort();
  }, [source, measure]);
  return examined?.source === source && examined.measure === measure ? examined.examination : undefined;
}

interface FindingItemProps {
  finding: Finding;
  share: string;
  /** In the currency, per hour, and the formula. */
  cost: { amount: string; formula(share: string): string } | undefined;
  onHighlight(): void;
  onKeep(): void;
}

function FindingItem({ finding: { id }, share, cost, onHighlight, onKeep }: FindingItemProps) {
  const styles = useStyles2(getStyles);
  const name = findingTexts.name(id);
  return (
    <section className={styles.item} aria-label={name}>
      <span className={styles.heading}>
        <strong>
          {name} {share}
        </strong>
        {cost && (
          <Tooltip content={cost.formula(share)}>
            <span tabIndex={0} className={styles.cost}>
              {findingTexts.cost(cost.amount)}
            </span>
          </Tooltip>
        )}
      </span>
      <span className={styles.note}>{findingTexts.advice(id)}</span>
      <span className={styles.heading}>
        <Button size="sm" variant="secondary" aria-label={findingTexts.highlightThis(name)} onClick={onHighlight}>
          {findingTexts.highlight()}
        </Button>
        <Button size="sm" variant="secondary" aria-label={findingTexts.keepThis(name)} onClick={onKeep}>
          {findingTexts.keep()}
        </Button>
      </span>
    </section>
  );
}

/** Two digits say what it is about; the formula has the rest. */
const rounded = (value: number, digits: number) => inLanguage(String(Number(value.toPrecision(digits))));

function costOf(share: number, { cores, price, currency }: CoreCost): FindingItemProps['cost'] {
  return {
    amount: `${rounded(share * cores * price, 2)} ${currency}`,
    formula: (text) => findingTexts.formula(text, rounded(cores, 3), `${inLanguage(String(price))} ${currency}`),
  };
}

interface PresetItemProps {
  preset: Preset;
  share: string;
  list: Transforms['list'];
  onChange(next: Transforms['list']): void;
}

/** A transform that is offered, and taken back by the same click. */
function PresetItem({ preset, share, list, onChange }: PresetItemProps) {
  const { id, kind, pattern: about } = preset;
  const name = `${findingTexts.preset(id)} ${share}`;
  const isOn = list.some((each) => isOfPreset(preset, each) && !each.off);
  const others = list.filter((each) => !isOfPreset(preset, each));
  return (
    <Button
      size="sm"
      variant="secondary"
      icon={isOn ? 'check' : undefined}
      aria-pressed={isOn}
      onClick={() => onChange(isOn ? others : onSource(others, { kind, about, regex: true }))}
    >
      {kind === 'merge' ? findingTexts.merge(name) : findingTexts.hide(name)}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    maxHeight: '50vh',
    overflowY: 'auto',
    width: 'min(440px, 85vw)',
    whiteSpace: 'normal',
    '& > button': { alignSelf: 'flex-start' },
  }),
  item: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  heading: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1) }),
  note: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  cost: css({ textDecoration: 'underline dotted', textUnderlineOffset: 3 }),
});
