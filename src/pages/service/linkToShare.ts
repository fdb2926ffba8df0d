import { config } from '@grafana/runtime';
import { paths } from '../../plugin';
import { hrefOf } from '../common/hrefOf';
import { queryToShare } from './shareLinks';
import { withLink } from '../../profile/own/words';
import { keptWords } from './useOwnKnowledge';
import { type Tab } from './useTab';

/**
 * A link that opens the same picture for everybody; `cut` says that parts of it had to be left out.
 * @param pinned fixed times in the place of relative ones
 */
export function linkToShare({ address, asked, chosen, clock, profile }: Tab, pinned: boolean) {
  const uid =
    chosen.choice.kind === 'chosen'
      ? chosen.choice.dataSource.uid
      : chosen.choice.kind === 'missing'
        ? chosen.choice.uid
        : '';
  const known = {
    namespace: asked?.namespace,
    dataSource: uid,
    type: profile.typeId,
    orgId: config.bootData?.user?.orgId,
  };
  const url = new URL(hrefOf(paths.profiles), window.location.href);
  // On a page of another app the parameters are not ours to keep.
  const previous = window.location.pathname === url.pathname ? window.location.search : '';
  const { state } = address;
  const own = withLink(keptWords(asked?.service), state.graph.own ?? []);
  const complete = own.length === 0 ? state : { ...state, graph: { ...state.graph, own } };
  const { query, cut } = queryToShare(complete, known, previous, pinned ? clock.span : undefined);
  url.search = query;
  return { link: url.href, cut };
}
