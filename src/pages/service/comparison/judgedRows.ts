import { t } from '../../../i18n';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { type Transform } from '../../../profile/transforms/transforms';

/** What is judged is what functions use themselves; of all transforms only those of recursion leave every function that. */
export const leavesSelves = ({ kind, off }: Transform) => off === true || kind === 'flatten';

/** Verdicts of rows that transforms made: there are none. Of the same name they may be packages, or have other values. */
export function notJudged({ unit }: RowVerdicts): RowVerdicts {
  return {
    unit,
    byName: new Map(),
    none: {
      get word() {
        return t('verdict.transformed', 'not judged');
      },
      get title() {
        return t(
          'verdict.transformed-help',
          'Functions were judged as they are, and transforms changed what is shown: turn them off to see how sure a change is'
        );
      },
    },
  };
}
