import type { DataFrame } from '@grafana/data';
import { FlameGraph } from '@grafana/flamegraph';
import { useTheme2 } from '@grafana/ui';
import React, { useCallback } from 'react';

/** The library, as Grafana uses it. */
export function Peer({ frame }: { frame: DataFrame }) {
  const theme = useTheme2();
  const getTheme = useCallback(() => theme, [theme]);
  return <FlameGraph data={frame} getTheme={getTheme} stickyHeader={false} showAnalyzeWithAssistant={false} />;
}
