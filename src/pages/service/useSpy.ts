import { useQuery } from '@tanstack/react-query';
import { runtimeOf } from '../../query/notCollected';
import { selectorOf } from '../../subject/subject';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type ProfilesTab } from './useProfilesTab';

/**
 * The client that sends the service's profiles (its label `pyroscope_spy`), which tells what else it could send. Asks
 * after the flame graph, and only where the types don't give it away.
 */
export function useSpy({ asked, chosen, clock, profile }: ProfilesTab): string | undefined {
  const { dataSource } = chosen;
  const selector = asked && selectorOf({ ...asked, filters: [] });
  const types = profile.types.data;
  const { data } = useQuery({
    queryKey: ['spy', dataSource?.uid, selector],
    queryFn: ({ signal }) => fetchLabelValues(dataSource!, 'pyroscope_spy', selector!, clock.span!, signal),
    enabled:
      profile.settled &&
      selector !== undefined &&
      dataSource !== undefined &&
      clock.span !== undefined &&
      types !== undefined &&
      runtimeOf(types) === undefined,
  });
  return data?.find((spy) => runtimeOf([], spy) !== undefined);
}
