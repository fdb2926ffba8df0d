import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Drawer, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ReactNode } from 'react';
import { type LinesToExport, type OwnKnowledge, type ProfileViewState } from '../../../flamegraph/types';
import { formatShare, shareBeside } from '../../../flamegraph/share';
import { useSame } from '../../../flamegraph/view/stable';
import type { Profile } from '../../../profile/model';
import type { SymbolLine } from '../../../profile/pprof/symbolLines';
import { readName, shownText } from '../../../profile/naming/readName';
import { sourceLink, type SourceContext } from '../../../profile/source/sourceLink';
import { formatValue } from '../../../values';
import { type Settings } from '../../settings/schema';
import { failureText } from '../cutTexts';
import { useDrawerKeys } from '../useDrawerKeys';
import { mayComeYet } from '../useWhole';
import { type Asked, type ShownGraph } from '../questions';
import { linesOfGraph, type LineSource } from './askForLines';
import { FileLines } from './FileLines';
import { FolderChoice } from './FolderChoice';
import { type SourceFolder } from './sourceFolder';
import { linesTexts } from './texts';
import { type Transforming } from './transformed';
import { useLines, type FoundLines } from './useLines';
import { useSourceContext } from './useSourceContext';

/** For a pprof. */
export function exportedLines({ load, factorOf }: LineSource): LinesToExport {
  return {
    load,
    factorOf,
    loading: (bytes) => (bytes > 0 ? linesTexts.loadingBytes(bytes) : linesTexts.loading()),
    failed: (error) => ({ text: linesTexts.exportedWithout(failureText(error)), retry: mayComeYet(error) }),
  };
}

/** The lines of what is shown, for a pprof. */
export const linesToExport = (asked: Asked, typeId: string, answer: ShownGraph): LinesToExport =>
  exportedLines(linesOfGraph(asked, typeId, answer)!);

interface LinesProps {
  asked: Asked;
  settings: Settings;
  typeId: string;
  answer: ShownGraph;
  /** What is shown, before its transforms. */
  profile: Profile;
  /** Of the picture: `lines` is the name of the symbol, as it was sent. */
  state: ProfileViewState;
  own: OwnKnowledge | undefined;
  /** No other picture is on its way, which the lines may be of. */
  isSettled?: boolean;
  /** Only the profiles of one build, by its commit. */
  onOnly(ref: string): void;
  onClose(): void;
}

/** Where in the source a symbol spends what it costs: beside the page, over what is shown there. */
export function Lines({ asked, settings, typeId, answer, onOnly, ...shown }: LinesProps) {
  const source = useMemo(() => linesOfGraph(asked, typeId, answer), [asked, typeId, answer]);
  const { context, refs } = useSourceContext(asked, settings);
  return (
    <LinesDrawer {...{ source, context }} {...shown} unit={answer.unit}>
      <Builds refs={refs} onOnly={onOnly} />
    </LinesDrawer>
  );
}

interface LinesDrawerProps extends Pick<LinesProps, 'profile' | 'state' | 'own' | 'isSettled' | 'onClose'> {
  /** undefined where no server tells lines */
  source: LineSource | undefined;
  unit: string;
  context: SourceContext;
  /** above the lines */
  children?: ReactNode;
}

export function LinesDrawer({
  source,
  profile,
  state,
  own,
  isSettled = true,
  unit,
  context,
  onClose,
  children,
}: LinesDrawerProps) {
  const { lines: name = '' } = state;
  const picture = useTransforming(profile, state, own);
  const styles = useStyles2(getStyles);
  const place = useDrawerKeys(onClose);
  const title = linesTexts.title(shownText(readName(name)));
  return (
    <Drawer title={title} size="lg" onClose={onClose}>
      <div ref={place} tabIndex={-1} className={styles.place}>
        {children}
        {source === undefined ? (
          <p>{linesTexts.ofSpan()}</p>
        ) : (
          <Content {...{ source, name, picture, isSettled, unit, context }} />
        )}
      </div>
    </Drawer>
  );
}

/** Undefined where nothing is transformed. */
function useTransforming(
  profile: Profile,
  state: ProfileViewState,
  own: OwnKnowledge | undefined
): Transforming | undefined {
  const transforms = useSame(state.transforms);
  const said = useSame(state.own);
  const rules = useSame(own);
  return useMemo(
    () => (transforms?.some(({ off }) => !off) ? { profile, transforms, own: rules, said } : undefined),
    [profile, transforms, rules, said]
  );
}

interface ContentProps {
  source: LineSource;
  name: string;
  picture: Transforming | undefined;
  isSettled: boolean;
  unit: string;
  context: SourceContext;
}

function Content({ source, name, picture, isSettled, unit, context }: ContentProps) {
  const styles = useStyles2(getStyles);
  const state = useLines(source, name, picture, isSettled);
  switch (state.kind) {
    case 'loading':
      return (
        <div role="status">
          <LoadingPlaceholder text={state.bytes > 0 ? linesTexts.loadingBytes(state.bytes) : linesTexts.loading()} />
        </div>
      );
    case 'failed':
      return (
        <div role="alert" className={styles.failed}>
          <span>{linesTexts.failed(failureText(state.error))}</span>
          {mayComeYet(state.error) && (
            <Button size="sm" variant="secondary" icon="sync" onClick={state.retry}>
              {linesTexts.retry()}
            </Button>
          )}
        </div>
      );
    case 'shown':
      return (
        <>
          {state.transforms === 'ignored' && <p role="note">{linesTexts.ofAllStacks()}</p>}
          <Shown {...{ ...state, unit, context }} />
        </>
      );
  }
}

interface ShownProps extends FoundLines {
  unit: string;
  context: SourceContext;
}

/** A rollout has two or three. */
const MOST_BUILDS = 8;

/** Lines of several builds are added up by their numbers, though the same number may be another line in each. */
function Builds({ refs, onOnly }: { refs: readonly string[]; onOnly(ref: string): void }) {
  const styles = useStyles2(getStyles);
  if (refs.length < 2) {
    return null;
  }
  return (
    <div className={styles.failed} role="note">
      <span>{linesTexts.builds(refs.length)}</span>
      {refs.slice(0, MOST_BUILDS).map((ref) => (
        <Button key={ref} size="sm" variant="secondary" title={ref} onClick={() => onOnly(ref)}>
          {ref.slice(0, 12)}
        </Button>
      ))}
    </div>
  );
}

/** So many are a long read; beyond, the smallest are left out. */
const MOST_LINES = 500;

function Shown({ name, symbol, stacks, transforms, factor, unit, context }: ShownProps) {
  const styles = useStyles2(getStyles);
  const [folder, setFolder] = useFolder();
  const { lines } = symbol;
  if (lines.length === 0) {
    const isGone = transforms === 'applied' && stacks.lines.name.includes(name);
    return <p>{isGone ? linesTexts.noneLeft() : linesTexts.none()}</p>;
  }
  const isCut = stacks.notLoaded > 0;
  const format = (value: number) =>
    isCut ? `≥ ${formatValue(value * factor, unit, 'down')}` : formatValue(value * factor, unit);
  const withShare = (value: number) => `${format(value)} ${shareBeside(value, stacks.total, isCut)}`;
  const shown = largest(lines);
  const files = [...new Set(shown.map(({ file }) => file))];
  return (
    <div className={styles.lines}>
      <FolderChoice folder={folder} onFolder={setFolder} />
      <p className={styles.facts}>
        <span>{linesTexts.self(withShare(symbol.self))}</span>
        <span>{linesTexts.total(withShare(symbol.total))}</span>
        <span>{linesTexts.lines(lines.length)}</span>
        {isCut && <span>{linesTexts.lowerBounds(formatShare(stacks.notLoaded, stacks.total))}</span>}
      </p>
      {lines.every(({ line, file }) => line === 0 && file === '') && <p>{linesTexts.none()}</p>}
      {files.map((file) => (
        <FileLines
          key={file}
          file={file}
          lines={shown.filter((line) => line.file === file)}
          whole={symbol.total}
          formatValue={format}
          folder={folder}
          linkOf={(line, of = name, from = file) => sourceLink({ file: from, name: of, line }, context)}
        />
      ))}
      {shown.length < lines.length && <p>{linesTexts.more(lines.length - shown.length)}</p>}
    </div>
  );
}

/** Chosen once a page: the next symbol is read from the same folder. */
let chosen: SourceFolder | undefined;

function useFolder() {
  const [folder, setFolder] = useState(chosen);
  const choose = (next: SourceFolder | undefined) => {
    chosen = next;
    setFolder(next);
  };
  return [folder, choose] as const;
}

/** In their order, without the smallest where there are very many. */
function largest(lines: readonly SymbolLine[]): readonly SymbolLine[] {
  if (lines.length <= MOST_LINES) {
    return lines;
  }
  const kept = new Set([...lines].sort((a, b) => b.total - a.total).slice(0, MOST_LINES));
  return lines.filter((line) => kept.has(line));
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    margin: 0,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  place: css({ '&:focus': { outline: 'none' } }),
  failed: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
