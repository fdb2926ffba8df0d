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
export function useCancel({ address, chosen, clock, shown }: ProfilesTab): Cancel {
  const client = useQueryClient();
  const { service, namespace, namespaceLabel, type, filters, snapshot } = address.state;
  const question = JSON.stringify([
    chosen.dataSource?.uid,
    [service, namespace, namespaceLabel, type, filters, snapshot],
    shown,
  ]);
  const [stopped, setStopped] = useState<string>();
  const cancel = useCallback(() => {
    setStopped(question);
    void client.cancelQueries({ predicate: ({ queryKey }) => AWAITED.includes(String(queryKey[0])) });
  }, [client, question]);
  const askAgain = useRetry(clock);
  const retry = useCallback(() => {
    setStopped(undefined);
    askAgain();
  }, [askAgain]);
  return { cancelled: stopped === question, cancel, retry };
}
