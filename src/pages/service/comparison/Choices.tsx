import { Icon, Tooltip } from '@grafana/ui';
import React, { useId } from 'react';
import { t } from '../../../i18n';
import { type Versus } from '../../../viewstate/state';
import { Choice } from '../../common/Choice';
import { HiddenLabel } from '../../common/HiddenLabel';
import { explainNorm, normTexts } from './normTexts';
import { type Compared } from './sides';

interface ChoicesProps {
  compared: Compared;
  width: Versus['width'];
  onChange(part: Partial<Versus>): void;
}

/** What both sides are divided by, and what a box's width is. */
export function Choices({ compared, width, onChange }: ChoicesProps) {
  const id = useId();
  const { norm, norms, facts, unit } = compared;
  const widths: Array<{ value: Versus['width']; label: string; description?: string }> = [
    {
      value: 'larger',
      label: t('compare.width-larger', 'Width: larger side'),
      description: t('compare.width-larger-help', 'Nothing of either side is lost'),
    },
    { value: 'before', label: t('compare.width-before', 'Width: before') },
    { value: 'after', label: t('compare.width-after', 'Width: after') },
    {
      value: 'churn',
      label: t('compare.width-churn', 'Width: churn'),
      description: t('compare.width-churn-help', 'Increases and decreases together'),
    },
    {
      value: 'side',
      label: t('compare.side', 'Side by side'),
      description: t('compare.side-help', 'A graph of each side, as wide as its own values'),
    },
  ];
  return (
    <>
      <HiddenLabel id={`${id}-norm`}>{t('compare.norm', 'Compare by')}</HiddenLabel>
      <Choice
        aria-labelledby={`${id}-norm`}
        options={norms.map((value) => ({
          value,
          label: normTexts[value].label(),
          description: normTexts[value].formula(),
        }))}
        value={norm}
        width="auto"
        minWidth={14}
        onChange={({ value }) => onChange({ norm: value })}
      />
      <Tooltip content={explainNorm(norm, facts, unit === 'cores')}>
        <Icon
          name="info-circle"
          tabIndex={0}
          role="img"
          aria-label={t('compare.formula', 'How the numbers are compared')}
        />
      </Tooltip>
      <HiddenLabel id={`${id}-width`}>{t('compare.width', 'Width of a frame')}</HiddenLabel>
      <Choice
        aria-labelledby={`${id}-width`}
        options={widths}
        value={width}
        width="auto"
        minWidth={16}
        onChange={({ value }) => onChange({ width: value })}
      />
    </>
  );
}
