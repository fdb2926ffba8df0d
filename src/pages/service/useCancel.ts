import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useRetry } from '../common/useRetry';
import { type ProfilesTab } from './useProfilesTab';

/** What a picture waits for, by the first part of its key in the query cache. */
const AWAITED = ['namespaces', 'types', 'flame-graph', 'snapshots', 'diagnosis'];

export interface Cancel {
  /** the person has stopped what is asked for now; nothing more is on its way */
  cancelled: boolean;
  cancel(): void;
  retry(): void;
}

/** Stops a slow query by hand, down to the server. A new question (another range, type or filter) is asked as ever. */
export function useCancel(tab: ProfilesTab): Cancel {
  const client = useQueryClient();
  const { clock, shown } = tab;
  const { isFetching, dataUpdatedAt } = tab.profile.flameGraph;
  const question = JSON.stringify([questionOf(tab), shown]);
  const [stopped, setStopped] = useState<{ question: string; at: number }>();
  const cancel = useCallback(() => {
    setStopped({ question, at: Date.now() });
    void client.cancelQueries({ predicate: ({ queryKey }) => AWAITED.includes(String(queryKey[0])) });
  }, [client, question]);
  const askAgain = useRetry(clock);
  const retry = useCallback(() => {
    setStopped(undefined);
    askAgain();
  }, [askAgain]);
  // Who comes back to it, by Back, has asked again.
  const cancelled = stopped?.question === question && !isFetching && dataUpdatedAt <= stopped.at;
  return { cancelled, cancel, retry };
}

/** What a person has chosen to see, whatever the time is. */
export function questionOf({ address, chosen }: ProfilesTab): string {
  return JSON.stringify([chosen.dataSource?.uid, address.state.subject]);
}
