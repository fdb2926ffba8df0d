import { type DataFrame } from '@grafana/data';
import { FlameGraph } from '@grafana/flamegraph';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { css } from '@emotion/css';
import React from 'react';

/** Grafana's own flame graph of the same frame, kept as a choice; it holds its state inside, so links cannot carry it. */
export function ClassicView({ frame }: { frame: DataFrame }) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} data-testid="classic-view">
      <FlameGraph data={frame} getTheme={() => theme} stickyHeader={false} showAnalyzeWithAssistant={false} />
    </div>
  );
}

// The library fills its parent and collapses to nothing in a box whose height follows its content.
const getStyles = () => ({ box: css({ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 420 }) });
