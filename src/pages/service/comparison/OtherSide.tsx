import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { type StateChange } from '../../../flamegraph/types';
import { withOver } from '../../../viewstate/changes';
import { applyGraphChange } from '../../../viewstate/graphChange';
import { type Tab } from '../useTab';
import { Comparison } from './Comparison';

/** Of a comparison whose first side has nothing to show, which is said above: the other side stays. */
export function OtherSide({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const { asked, address, profile } = tab;
  const { go, state } = address;
  if (asked === undefined || profile.typeId === undefined || state.versus === undefined) {
    return null;
  }
  return (
    <div className={styles.other}>
      <Comparison
        tab={tab}
        asked={asked}
        typeId={profile.typeId}
        versus={state.versus}
        after={undefined}
        header={null}
        stale={false}
        onStateChange={(change: StateChange) =>
          go((before) => ({ ...before, graph: applyGraphChange(before.graph, change) }))
        }
        exporting={undefined}
        onOverTime={(name) => go((before) => withOver(before, name))}
      />
    </div>
  );
}

const getStyles = () => ({ other: css({ flex: '1 1 0', display: 'flex', flexDirection: 'column', minHeight: 420 }) });
