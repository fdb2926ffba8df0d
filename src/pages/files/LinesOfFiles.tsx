import React, { lazy, useMemo } from 'react';
import { type OwnKnowledge, type ProfileViewState } from '../../flamegraph/types';
import type { Profile } from '../../profile/model';
import { useSettings } from '../common/useSettings';
import { readSourceSettings } from '../settings/sourceSettings';
import { lineSourceOf } from './lineSource';
import { type LocalFile } from './localFiles';

const LinesDrawer = lazy(() => import('../service/lines/Lines').then((m) => ({ default: m.LinesDrawer })));

interface LinesOfFilesProps {
  files: readonly LocalFile[];
  typeId: string;
  unit: string;
  /** What is shown of them, before its transforms. */
  profile: Profile;
  /** Of the picture: `lines` is the name of the symbol, as it stands in the file. */
  state: ProfileViewState;
  own: OwnKnowledge;
  onClose(): void;
}

/** Where in the source a symbol spends what it costs, as the files say. No server is asked where the source is. */
export function LinesOfFiles({ files, typeId, ...shown }: LinesOfFilesProps) {
  const { sourceHosts, sourcePaths } = useSettings();
  const source = useMemo(() => lineSourceOf(files, typeId), [files, typeId]);
  const context = useMemo(() => readSourceSettings({ sourceHosts, sourcePaths }), [sourceHosts, sourcePaths]);
  return <LinesDrawer {...{ source, context }} {...shown} />;
}
