import { Menu } from '@grafana/ui';
import React from 'react';
import { findingTexts } from '../../../flamegraph/findings/texts';
import { usePersonal } from '../../common/usePersonal';

export interface Chosen {
  /** What the person chose on this page; undefined: what they chose last time holds. */
  shown: boolean | undefined;
  onShow(shown: boolean): void;
}

/** In the menu View: findings on or off, for the next visits too. */
export function FindingsItem({ shown, onShow }: Chosen) {
  const { personal, remember } = usePersonal();
  const isOn = shown ?? personal.findings !== 'off';
  return (
    <Menu.Item
      label={isOn ? findingTexts.off() : findingTexts.on()}
      onClick={() => {
        remember({ findings: isOn ? 'off' : 'on' });
        onShow(!isOn);
      }}
    />
  );
}
