import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type SourceContext } from '../../../profile/source/sourceLink';
import { fetchLabelValues } from '../../../pyroscope/labels';
import { selectorOf } from '../../../subject/subject';
import { readSourceSettings } from '../../settings/sourceSettings';
import { type Settings } from '../../settings/schema';
import { type Asked } from '../questions';

/** The labels that Pyroscope's SDKs have for where a program's code is. */
const LABELS = ['service_repository', 'service_git_ref', 'service_root_path'] as const;

/** Where the code of what is shown is, as settings and the profiles' labels tell; several `refs` are several builds. */
export function useSourceContext(
  asked: Asked,
  { sourceHosts, sourcePaths }: Settings
): { context: SourceContext; refs: readonly string[] } {
  const { dataSource, shown } = asked;
  const selector = selectorOf(asked);
  const { data } = useQuery({
    queryKey: ['source-labels', dataSource.uid, selector, shown],
    queryFn: ({ signal }) =>
      Promise.all(LABELS.map((label) => fetchLabelValues(dataSource, label, selector, shown, signal))),
    staleTime: Infinity,
    retry: false,
  });
  return useMemo(() => {
    const [repositories, refs, rootPaths] = data ?? [[], [], []];
    const one = (values: readonly string[]) => (values.length === 1 ? values[0] : undefined);
    const context = {
      ...readSourceSettings({ sourceHosts, sourcePaths }),
      // Of several none can be told to be that of a line.
      ...{ repository: one(repositories), ref: one(refs), rootPath: one(rootPaths) },
    };
    return { context, refs };
  }, [data, sourceHosts, sourcePaths]);
}
