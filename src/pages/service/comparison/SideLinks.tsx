import { Button } from '@grafana/ui';
import React, { useState, type ReactNode } from 'react';
import { t } from '../../../i18n';
import { paths } from '../../../plugin';
import { type Subject } from '../../../subject/subject';
import { type ViewState } from '../../../viewstate/state';
import { alone } from '../../../viewstate/versus';
import { swapped } from '../../../viewstate/second';
import { writeViewState } from '../../../viewstate/url';
import { hrefOf } from '../../common/hrefOf';
import { type Steps } from '../../common/useAddress';

interface SideLinksProps {
  address: Steps;
  /** as it is now, with all that the other one must say when it comes first */
  first(now: Subject): Subject;
  second: Subject;
  /** the second one as it comes first, where that is at another time than a link to it alone says; absent: the same */
  secondAsFirst?: Subject;
  /** what people call the second one */
  name: string;
  /** where another second one is chosen */
  dialog(onClose: () => void): ReactNode;
}

/** The other side alone, another one in its place, both the other way round, and the first one alone. */
export function SideLinks({
  address: { go, state },
  first,
  second,
  secondAsFirst = second,
  name,
  dialog,
}: SideLinksProps) {
  const [choosing, setChoosing] = useState(false);
  const leave = t('compare.leave', 'End comparison');
  return (
    <>
      <a href={linkTo(alone(state, second))}>{t('compare.open-before', 'Open {{name}}', { name })}</a>
      <Button size="sm" variant="secondary" fill="text" icon="pen" onClick={() => setChoosing(true)}>
        {t('compare.change', 'Change')}
      </Button>
      {choosing && dialog(() => setChoosing(false))}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon="exchange-alt"
        onClick={() => go((now) => swapped(now, first(now.subject), secondAsFirst))}
      >
        {t('compare.swap', 'Swap')}
      </Button>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon="times"
        aria-label={leave}
        tooltip={leave}
        onClick={() => go((now) => alone(now))}
      >
        {t('compare.end', 'End')}
      </Button>
    </>
  );
}

const linkTo = (state: ViewState) => hrefOf(`${paths.profiles}?${writeViewState(state).params.toString()}`);
