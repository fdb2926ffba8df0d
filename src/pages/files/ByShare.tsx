import React from 'react';
import { t } from '../../i18n';
import { type Side } from '../../profile/model';
import { type Versus } from '../../viewstate/state';
import { type Compared } from '../service/comparison/sides';

interface ByShareProps {
  versus: Versus;
  compared: Compared;
  /** the side that is a file */
  file: Side;
}

/** Why shares are compared, where nobody chose them. */
export function ByShare({ versus: { norm }, compared, file }: ByShareProps) {
  return norm !== undefined || compared.norm !== 'share' ? null : (
    <span data-testid="by-share">
      {compared.facts[file].coveredSeconds === undefined
        ? t('files.by-share', 'By shares of the total: what time the file covers is not known.')
        : t('files.by-share-instances', 'By shares of the total: of how many instances the file is, it does not say.')}
    </span>
  );
}
