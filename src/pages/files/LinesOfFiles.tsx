import React, { useMemo } from 'react';
import { LinesDrawer } from '../service/lines/Lines';
import { readSourceSettings } from '../settings/sourceSettings';
import { useSettings } from '../common/useSettings';
import { linesOfFiles } from './lineSource';
import { type LocalFile } from './localFiles';

interface LinesOfFilesProps {
  files: readonly LocalFile[];
  typeId: string;
  unit: string;
  /** The symbol's, as it stands in the file. */
  name: string;
  onClose(): void;
}

/** Where in the source a symbol spends what it costs, as the files say. No server is asked where the source is. */
export function LinesOfFiles({ files, typeId, ...shown }: LinesOfFilesProps) {
  const { sourceHosts, sourcePaths } = useSettings();
  const source = useMemo(() => linesOfFiles(files, typeId), [files, typeId]);
  const context = useMemo(() => readSourceSettings({ sourceHosts, sourcePaths }), [sourceHosts, sourcePaths]);
  return <LinesDrawer {...{ source, context }} {...shown} />;
}
