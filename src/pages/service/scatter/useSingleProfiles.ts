import { canSelect } from '../../../query/serverVersion';
import { fetchVersion } from '../../../pyroscope/buildInfo';
import { fetchSingleProfiles, type SingleProfile } from '../../../pyroscope/singleProfiles';
import { selectorOf } from '../../../subject/subject';
import { valueOf } from '../answer';
import { type Asked, type Question } from '../questions';
import { ANY_TIME, useAnswer } from '../useAnswer';
import { type Tab } from '../useTab';

/** A longer range has too many steps to look at, and too many dots to tell apart. */
export const LONGEST_MS = 6 * 3_600_000;

/** Whether the server names single profiles; false until it has said so. */
export function useNamesProfiles(tab: Tab): boolean {
  const { asked } = tab;
  const question: Question<string> | undefined = asked && {
    key: ['version', asked.dataSource.uid],
    ask: ({ signal }) => fetchVersion(asked.dataSource.uid, signal),
  };
  return canSelect(valueOf(useAnswer(question, ANY_TIME).answer) ?? '', 'profile');
}

/** The single profiles of what is asked for, by time; undefined while they are not there. */
export function useSingleProfiles(tab: Tab): { profiles: SingleProfile[] | undefined; error: unknown } {
  const { asked, profile } = tab;
  const { typeId } = profile;
  const { answer } = useAnswer(asked && typeId !== undefined ? singleProfiles(asked, typeId) : undefined, ANY_TIME);
  return { profiles: valueOf(answer), error: answer.kind === 'failed' ? answer.error : undefined };
}

function singleProfiles(asked: Asked, typeId: string): Question<SingleProfile[]> | undefined {
  const { dataSource, span } = asked;
  if (span.to - span.from > LONGEST_MS) {
    return undefined;
  }
  const request = { profileTypeId: typeId, labelSelector: selectorOf(asked), range: span };
  return {
    key: ['single-profiles', JSON.stringify([dataSource.uid, typeId, request.labelSelector]), span],
    ask: ({ signal }) => fetchSingleProfiles(dataSource, request, signal),
  };
}
