import type { DataFrame } from '@grafana/data';
import { isFlameGraphFrame } from '../profile/frame';

/** One of the flame graphs that a panel can draw. */
export interface ChoosableFrame {
  readonly frame: DataFrame;
  /** What tells it from the others: the frame's name, else its query's letter, with its place where those are the same. */
  readonly label: string;
}

/** The flame graphs among a dashboard's answers, in their order. */
export function flameGraphFrames(series: readonly DataFrame[]): ChoosableFrame[] {
  const frames = series.filter(({ fields }) => isFlameGraphFrame(fields));
  const names = frames.map(({ name, refId }) => name || refId || '');
  return frames.map((frame, i) => {
    const unique = names[i] !== '' && names.indexOf(names[i]) === names.lastIndexOf(names[i]);
    return { frame, label: unique ? names[i] : `${names[i]} ${i + 1}`.trim() };
  });
}
