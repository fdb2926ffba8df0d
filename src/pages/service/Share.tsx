import { Button, Dropdown } from '@grafana/ui';
import React, { lazy, Suspense, useEffect, useState } from 'react';
import { t } from '../../i18n';
import { type Tab } from './useTab';

const ShareMenu = lazy(() =>
  import(/* webpackChunkName: "tab-menus" */ './ShareMenu').then((m) => ({ default: m.ShareMenu }))
);

/** How long the button says that the link is copied. */
const SAY_FOR_MS = 3000;

/** The way to links to this picture; says what has become of one. */
export function Share({ tab }: { tab: Tab }) {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const timer = said === undefined ? undefined : setTimeout(() => setSaid(undefined), SAY_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Dropdown
      overlay={() => (
        <Suspense fallback={null}>
          <ShareMenu tab={tab} onSaid={setSaid} />
        </Suspense>
      )}
      placement="bottom-end"
    >
      <Button size="sm" variant="secondary" icon={said === undefined ? 'share-alt' : 'check'} aria-live="polite">
        {said ?? t('share.button', 'Share')}
      </Button>
    </Dropdown>
  );
}
