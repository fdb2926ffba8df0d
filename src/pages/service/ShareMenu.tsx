import { config } from '@grafana/runtime';
import { Menu } from '@grafana/ui';
import React from 'react';
import { copyText } from '../../flamegraph/copyText';
import { t } from '../../i18n';
import { matchersOf } from '../../subject/subject';
import { hrefOf } from '../common/hrefOf';
import { mayDo } from '../common/permissions';
import { report } from '../common/report';
import { linkToShare } from './linkToShare';
import { drilldownLink, exploreLink, type SharedQuery } from './shareLinks';
import { type Tab } from './useTab';

interface ShareMenuProps {
  tab: Tab;
  /** what has become of a copy */
  onSaid(words: string): void;
}

/** Links to this picture, and the same query in other parts of Grafana for those who may use them. */
export function ShareMenu({ tab, onSaid }: ShareMenuProps) {
  const copy = async (pinned: boolean) => {
    const { link, cut } = linkToShare(tab, pinned);
    const copied = await copyText(link);
    report('shared', { pinned });
    onSaid(
      !copied
        ? t('share.failed', 'Could not copy. Use the address of this page.')
        : cut
          ? t('share.cut', 'Copied without the parts that made it too long')
          : t('share.copied', 'Copied')
    );
  };
  return (
    <Menu>
      <Menu.Item
        label={t('share.pinned', 'Copy link')}
        description={t('share.pinned-help', 'With fixed times')}
        icon="link"
        onClick={() => void copy(true)}
      />
      <Menu.Item
        label={t('share.as-is', 'Copy link as it is')}
        description={t('share.as-is-help', 'A relative time range stays relative')}
        icon="link"
        onClick={() => void copy(false)}
      />
      <OtherApps tab={tab} />
    </Menu>
  );
}

/** Before 12.4 Grafana gives an item that is a link no role, and a menu may have nothing but items. */
const LINK = { role: 'menuitem' } as const;

function OtherApps({ tab }: { tab: Tab }) {
  const query = sharedQuery(tab);
  const mayExplore = mayDo('datasources:explore');
  const explore = mayExplore && config.exploreEnabled;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what replaces it is not in Grafana 12.3
  const drilldown = mayExplore && config.apps?.['grafana-pyroscope-app'] !== undefined;
  if (query === undefined || !(explore || drilldown)) {
    return null;
  }
  return (
    <>
      <Menu.Divider />
      {explore && (
        <Menu.Item
          {...LINK}
          label={t('share.explore', 'Open in Explore')}
          icon="compass"
          url={hrefOf(exploreLink(query))}
        />
      )}
      {drilldown && (
        <Menu.Item
          {...LINK}
          label={t('share.drilldown', 'Open in Profiles Drilldown')}
          icon="fire"
          url={hrefOf(drilldownLink(query))}
        />
      )}
    </>
  );
}

function sharedQuery({ address, asked, chosen, profile }: Tab): SharedQuery | undefined {
  const { window: part, range } = address.state.subject;
  if (chosen.choice.kind !== 'chosen' || profile.typeId === undefined || asked === undefined) {
    return undefined;
  }
  const { uid, type } = chosen.choice.dataSource;
  return {
    dataSource: { uid, type },
    service: asked.service,
    typeId: profile.typeId,
    matchers: matchersOf(asked),
    range: part ? { from: String(part.from), to: String(part.to) } : range,
  };
}
