import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Clock } from './useClock';

/** Asks for everything once more, also for the code of a data source that failed to load. */
export function useRetry({ refresh }: Clock): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    refresh();
    // No range makes that another question.
    void client.refetchQueries({ queryKey: ['data-source'], predicate: ({ state }) => state.status === 'error' });
  }, [client, refresh]);
}
