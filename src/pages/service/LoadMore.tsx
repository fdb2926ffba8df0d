import { Button } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { notLoadedValue } from '../../profile/notLoaded';
import { type Tab } from './useTab';
import { type WholePicture } from './useWhole';

/** Something was not loaded, all cannot be, and settings allow more frames than were asked for. */
export function LoadMore({ tab, picture }: { tab: Tab; picture: WholePicture }) {
  const { go, state } = tab.address;
  const isMore = state.detail === 'more';
  return isMore || canLoadMore(tab, picture) ? (
    <Button
      size="sm"
      variant="secondary"
      fill="text"
      onClick={() => go((now) => ({ ...now, detail: isMore ? 'usual' : 'more' }))}
    >
      {isMore ? t('picture.load-less', 'Load less') : t('picture.load-more', 'Load more')}
    </Button>
  ) : null;
}

function canLoadMore({ settings }: Tab, { answer, loadAll }: WholePicture): boolean {
  const largest = settings.largestMaxNodes > settings.defaultMaxNodes;
  return loadAll === undefined && largest && notLoadedValue(answer.profile) > 0;
}
