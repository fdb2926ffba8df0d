import { type Exporting } from '../../flamegraph/types';
import { parseProfileType } from '../../query/profileTypes';
import { buildSelector } from '../../query/buildSelector';
import { type AbsoluteRange } from '../../pyroscope/query';
import { matchersOf } from '../../subject/subject';
import { hrefOf } from '../common/hrefOf';
import { type ShownGraph } from './questions';
import { linkToShare } from './linkToShare';
import { useRangeSeries } from './useRangeSeries';
import { useSampleCount } from './useSampleCount';
import { type Tab } from './useTab';

/** What exports of the picture say of it; undefined while nothing is asked for. */
export function useExporting(tab: Tab, answer: ShownGraph): Exporting | undefined {
  const { profile, unit, snapshot, only } = answer;
  const { asked, profile: shown, clock } = tab;
  const { window: part } = tab.address.state.subject;
  // The summary asks for the series of the whole range; a part's are not worth a question of their own.
  const coveredSeconds = useRangeSeries(tab, part === undefined ? clock.span : undefined).data?.covered;
  const samples = useSampleCount(tab, profile.total[0]);
  const type = shown.typeId === undefined ? undefined : parseProfileType(shown.typeId);
  if (asked === undefined || type === undefined) {
    return undefined;
  }
  const { name, sampleType, sampleUnit } = type;
  const isRound = snapshot?.kind === 'round';
  const range = isRound ? { from: snapshot.round.from, to: snapshot.round.to } : asked.shown;
  const others = matchersOf(asked).slice(1);
  return {
    origin: { service: asked.service, profileName: name, sampleType, sampleUnit, range },
    unit,
    lines:
      // By label, several profiles are one picture.
      tab.address.state.by !== undefined || (only !== undefined && only.pprof === undefined)
        ? undefined
        : async () => {
            const { linesToExport } = await import('./lines/Lines');
            return linesToExport(asked, type.id, answer);
          },
    facts: () => ({
      selection: others.length > 0 ? buildSelector(others) : undefined,
      coveredSeconds: isRound ? undefined : coveredSeconds,
      samples,
      link: linkToShare(tab, true).link,
      // An average is what no server answers with.
      command:
        snapshot?.kind === 'average' ? undefined : commandOf(asked.dataSource.uid, type.id, shown.selector, range),
    }),
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
