import { Button, Dropdown, Menu } from '@grafana/ui';
import React, { lazy, Suspense, useState } from 'react';
import { t } from '../../../i18n';
import { compareWith } from '../../../viewstate/versus';
import { type Tab } from '../useTab';

const FileDialog = lazy(() =>
  import(/* webpackChunkName: "comparison" */ '../../files/FileDialog').then((m) => ({ default: m.FileDialog }))
);
const SecondDialog = lazy(() =>
  import(/* webpackChunkName: "comparison" */ './SecondDialog').then((m) => ({ default: m.SecondDialog }))
);

/** Begins a comparison: with the same range before, or with what a person says. */
export function CompareMenu({ tab }: { tab: Tab }) {
  const { address } = tab;
  const [choosing, setChoosing] = useState<'other' | 'file'>();
  const close = () => setChoosing(undefined);
  const choices = [
    { shift: '1h', label: t('compare.hour', 'The hour before') },
    { shift: '1d', label: t('compare.day', '24 hours before') },
    { shift: '6d', label: t('compare.days', 'Six times 24 hours before') },
  ];
  return (
    <>
      <Dropdown
        overlay={() => (
          <Menu>
            {choices.map(({ shift, label }) => (
              <Menu.Item
                key={shift}
                label={label}
                onClick={() => address.go((state) => compareWith(state, { shift }))}
              />
            ))}
            <Menu.Item
              label={t('compare.other', 'Another service, selector or range')}
              onClick={() => setChoosing('other')}
            />
            <Menu.Item label={t('compare.file', 'A file')} onClick={() => setChoosing('file')} />
          </Menu>
        )}
      >
        <Button size="sm" variant="secondary" fill="text" icon="exchange-alt">
          {t('compare.button', 'Compare with')}
        </Button>
      </Dropdown>
      {choosing && (
        <Suspense fallback={null}>
          {choosing === 'other' ? (
            <SecondDialog tab={tab} onClose={close} />
          ) : (
            <FileDialog
              onOpened={(file) => address.go((state) => compareWith(state, { other: { file } }))}
              onClose={close}
            />
          )}
        </Suspense>
      )}
    </>
  );
}
