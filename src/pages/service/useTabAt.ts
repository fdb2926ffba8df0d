import { useCallback, useMemo } from 'react';
import { type Steps } from '../common/useAddress';
import { type ProfilesTabProps } from './ProfilesTab';

/** A tab of one subject whose state stands where `address` has it. */
export function useTabAt({ state, go }: Steps): Pick<ProfilesTabProps, 'subjects' | 'view' | 'onChange'> {
  const { subject } = state;
  const view = useMemo(() => {
    const { subject: _, ...rest } = state;
    return rest;
  }, [state]);
  const onChange = useCallback<ProfilesTabProps['onChange']>(
    (next, how) =>
      go(({ subject: before, ...viewBefore }) => {
        const { subjects, view: after, dropped = [] } = next({ subjects: [before], view: viewBefore });
        return { state: { ...after, subject: subjects[0] }, dropped };
      }, how),
    [go]
  );
  return { subjects: [subject], view, onChange };
}
