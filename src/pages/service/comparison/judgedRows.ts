import { t } from '../../../i18n';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { type Transform } from '../../../profile/transforms/transforms';

/** What is judged is what functions use themselves; of all transforms only those of recursion leave every function that. */
export const leavesSelves = ({ kind, off }: Transform) => off === true || kind === 'flatten';

/** What stands in a row without a verdict, written when it is read: an export reads it in English. */
export const noVerdict = (word: () => string, title: () => string): RowVerdicts['none'] => ({
  get word() {
    return word();
  },
  get title() {
    return title();
  },
});

/** Verdicts of rows that transforms made: there are none. Of the same name they may be packages, or have other values. */
export function notJudged({ unit }: RowVerdicts): RowVerdicts {
  return {
    unit,
    byName: new Map(),
    none: noVerdict(
      () => t('verdict.transformed', 'not judged'),
      () =>
        t(
          'verdict.transformed-help',
          'Functions were judged as they are, and transforms changed what is shown: turn them off to see how sure a change is'
        )
    ),
  };
}
