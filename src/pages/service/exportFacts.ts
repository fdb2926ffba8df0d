import { type Exporting } from '../../flamegraph/types';
import { buildSelector } from '../../query/buildSelector';
import { type AbsoluteRange } from '../../pyroscope/query';
import { matchersOf } from '../../subject/subject';
import { hrefOf } from '../common/hrefOf';
import { linkToShare } from './linkToShare';
import { type Asked, type ShownGraph } from './questions';
import { type Tab } from './useTab';

interface Exported {
  asked: Asked;
  typeId: string;
  snapshot: ShownGraph['snapshot'];
  /** what the profile is of */
  range: AbsoluteRange;
  /** that profiles cover of the range */
  coveredSeconds: number | undefined;
  samples: number | undefined;
}

/** What the text of a picture says beside its values; read when somebody copies it. */
export function exportFacts(
  tab: Tab,
  { asked, typeId, snapshot, range, coveredSeconds, samples }: Exported
): Awaited<ReturnType<Exporting['facts']>> {
  const others = matchersOf(asked).slice(1);
  return {
    selection: others.length > 0 ? buildSelector(others) : undefined,
    coveredSeconds: snapshot?.kind === 'round' ? undefined : coveredSeconds,
    samples,
    link: linkToShare(tab, true).link,
    // An average is what no server answers with.
    command:
      snapshot?.kind === 'average' ? undefined : commandOf(asked.dataSource.uid, typeId, tab.profile.selector, range),
  };
}

/** Pyroscope's command line through Grafana's data source proxy; it reads a token from PROFILECLI_TOKEN. */
function commandOf(uid: string, typeId: string, selector: string, { from, to }: AbsoluteRange): string[] {
  const url = new URL(hrefOf(`/api/datasources/proxy/uid/${encodeURIComponent(uid)}`), window.location.href);
  return [
    ...['profilecli', 'query', 'profile', `--url=${url.href}`, `--profile-type=${typeId}`, `--query=${selector}`],
    ...[`--from=${new Date(from).toISOString()}`, `--to=${new Date(to).toISOString()}`, '--output=pprof=profile.pb.gz'],
  ];
}
