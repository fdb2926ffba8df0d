import { useQuery } from '@tanstack/react-query';
import { DataSourceError } from '../../pyroscope/errors';
import { explainError } from '../../pyroscope/health';

/**
 * The error in the server's words; as it is until they are found.
 * @param uid of the data source that failed
 */
export function useExplained(uid: string | undefined, error: unknown): unknown {
  const { data } = useQuery({
    queryKey: ['explanation', uid, String(error)],
    queryFn: ({ signal }) => explainError(uid!, error, signal),
    enabled: uid !== undefined && error instanceof DataSourceError && error.words === '',
    // Another failure with the same words may have another reason.
    gcTime: 0,
  });
  return error && (data ?? error);
}
