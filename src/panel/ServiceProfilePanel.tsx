import { LoadingState, type DataFrame, type PanelProps } from '@grafana/data';
import { EmptyState, RadioButtonGroup } from '@grafana/ui';
import React, { useCallback, useMemo, useState, type ReactNode } from 'react';
import { ProfileView } from '../flamegraph/ProfileView';
import type { FormatValue, StateChange } from '../flamegraph/types';
import { t } from '../i18n';
import { readFlameGraphFrame, type FlameGraphFrame } from '../profile/frame';
import { ProfileInputError } from '../profile/model';
import { formatValue } from '../values';
import { flameGraphFrames } from './frames';
import { initialState, type PanelOptions } from './options';

/** A flame graph frame of the panel's queries; what is wrong with the others is said, not drawn. */
export function ServiceProfilePanel({ data, options, width, height }: PanelProps<PanelOptions>) {
  const frames = useMemo(() => flameGraphFrames(data.series), [data.series]);
  const [chosen, setChosen] = useState<string>();
  const shown = frames.find(({ label }) => label === chosen) ?? frames[0];
  const choice = frames.length > 1 && (
    <RadioButtonGroup
      size="sm"
      aria-label={t('panel.frame', 'Flame graph')}
      options={frames.map(({ label }) => ({ value: label, label }))}
      value={shown.label}
      onChange={setChosen}
    />
  );
  return (
    <div style={{ width, height, overflow: 'auto' }}>
      {shown ? (
        // Editing an option shows at once what it does.
        <Drawing key={JSON.stringify(options)} frame={shown.frame} options={options} header={choice} />
      ) : (
        <Message text={whyNothing(data)} />
      )}
    </div>
  );
}

interface DrawingProps {
  frame: DataFrame;
  options: PanelOptions;
  header: ReactNode;
}

function Drawing({ frame, options, header }: DrawingProps) {
  const [state, setState] = useState(() => initialState(options));
  const read = useMemo(() => tryToRead(frame), [frame]);
  const onStateChange = useCallback((change: StateChange) => setState((latest) => ({ ...latest, ...change })), []);
  const unit = typeof read === 'string' ? '' : read.unit;
  const format = useCallback<FormatValue>((value, rounding) => formatValue(value, unit, rounding), [unit]);
  return typeof read === 'string' ? (
    <Message text={t('panel.unreadable', 'This flame graph cannot be drawn.')} detail={read}>
      {header}
    </Message>
  ) : (
    <ProfileView
      profile={read.profile}
      state={state}
      onStateChange={onStateChange}
      formatValue={format}
      header={header}
    />
  );
}

/** @returns the reason where the frame cannot be drawn */
function tryToRead(frame: DataFrame): FlameGraphFrame | string {
  try {
    return readFlameGraphFrame(frame.fields);
  } catch (error) {
    if (error instanceof ProfileInputError) {
      return error.message;
    }
    throw error;
  }
}

/** Grafana itself shows a query's error at the panel's corner. */
function whyNothing({ series, state }: PanelProps['data']): string {
  if (series.some(({ length }) => length > 0)) {
    return t(
      'panel.noFlameGraph',
      'The query does not return a flame graph. Choose a profile query, whose frame has the fields level, value, self and label.'
    );
  }
  return state === LoadingState.Loading
    ? t('panel.loading', 'Loading…')
    : t('panel.noData', 'No profiles in this time range');
}

function Message({ text, detail, children }: { text: string; detail?: string; children?: ReactNode }) {
  return (
    <EmptyState variant="not-found" hideImage message={text}>
      {detail}
      {children}
    </EmptyState>
  );
}
