import { useMemo } from 'react';
import { errorOf, valueOf } from '../answer';
import { labelNamesQuestion, sharesQuestion } from '../questions';
import { ANY_TIME, useAnswer } from '../useAnswer';
import { useAfterGraph, type Known } from '../useRangeSeries';
import { type Tab } from '../useTab';
import { sharesOf, type LabelShares } from './shares';

/** More values than these are not read by anybody. */
const MAX_VALUES = 50;

export interface LabelAnswer extends LabelShares {
  /** the buckets that the series have */
  range: { from: number; to: number };
  stepMs: number;
}

/** The names of the labels that the service's profiles have. */
export function useLabelNames(tab: Tab): Known<string[]> {
  const { asked, settings } = tab;
  const question = asked && labelNamesQuestion(asked, settings.namespaceLabels);
  const { answer } = useAnswer(question, ANY_TIME);
  return { data: valueOf(answer), error: errorOf(answer) };
}

/** The shares of a label's values in what the flame graph is made of. Asks after the flame graph. */
export function useLabelShares(tab: Tab, label: string): Known<LabelAnswer> {
  const { asked, profile } = tab;
  const { typeId } = profile;
  const { snapshot } = valueOf(profile.graph) ?? {};
  const moment = snapshot?.kind === 'round' ? { from: snapshot.round.from, to: snapshot.round.to } : undefined;
  const question =
    asked && typeId !== undefined ? sharesQuestion(asked, { typeId, label, count: MAX_VALUES, moment }) : undefined;
  const { data, error } = useAfterGraph(tab, question);
  return { data: useMemo(() => data && { ...sharesOf(data), range: data.range, stepMs: data.stepMs }, [data]), error };
}
