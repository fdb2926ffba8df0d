import React, { useEffect } from 'react';
import { type Versus } from '../../../viewstate/state';
import { type Asked } from '../questions';
import { type Tab } from '../useTab';
import { useSecond } from './useSecond';

/**
 * Asks for the other side of a comparison while the first one is on its way, and says when it is there: a link to a
 * comparison is drawn as one, and not as its first side before.
 */
export function AskSecond({ tab }: { tab: Tab }) {
  const { asked, profile, address } = tab;
  const { versus } = address.state;
  return asked && profile.typeId !== undefined && versus && versus.other.file === undefined ? (
    <Asking {...{ tab, asked, versus }} typeId={profile.typeId} />
  ) : null;
}

function Asking({ tab, asked, typeId, versus }: { tab: Tab; asked: Asked; typeId: string; versus: Versus }) {
  const { graph, refused } = useSecond(tab, asked, typeId, versus);
  const { drawAlone } = tab.profile;
  const isOver = refused !== undefined || graph.kind !== 'loading';
  useEffect(() => {
    if (isOver) {
      drawAlone();
    }
  }, [isOver, drawAlone]);
  return null;
}
