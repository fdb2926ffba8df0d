import { type Exporting } from '../../flamegraph/types';
import { parseProfileType } from '../../query/profileTypes';
import { type ShownGraph } from './questions';
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
  const { id: typeId, name, sampleType, sampleUnit } = type;
  const range = snapshot?.kind === 'round' ? { from: snapshot.round.from, to: snapshot.round.to } : asked.shown;
  return {
    origin: { service: asked.service, profileName: name, sampleType, sampleUnit, range },
    unit,
    lines:
      // By label, several profiles are one picture.
      tab.address.state.by !== undefined || (only !== undefined && only.pprof === undefined)
        ? undefined
        : async () => {
            const { linesToExport } = await import('./lines/Lines');
            return linesToExport(asked, typeId, answer);
          },
    facts: async () => {
      // With the menu beside, which is fetched after the picture: a copy may not wait for the network.
      const { exportFacts } = await import(/* webpackChunkName: "tab-menus" */ './exportFacts');
      return exportFacts(tab, { asked, typeId, snapshot, range, coveredSeconds, samples });
    },
  };
}
