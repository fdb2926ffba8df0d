import type { GrafanaTheme2 } from '@grafana/data';
import { inEnglish } from '../../i18n';
import { writeCsv } from '../../profile/export/csv';
import { writeFolded } from '../../profile/export/folded';
import { jsonExport } from '../../profile/export/json';
import { linedInSteps } from '../../profile/export/lined';
import { boundsText, cutOf, rangeText, typeText, type Origin } from '../../profile/export/origin';
import { writePprof } from '../../profile/export/pprof';
import { shownProfile, type Shown } from '../../profile/export/shown';
import { writeSpeedscope } from '../../profile/export/speedscope';
import { type SummaryForm } from '../../profile/export/summary';
import { writeSvg } from '../../profile/export/svg';
import type { Profile } from '../../profile/model';
import type { LinedStacks } from '../../profile/pprof/lines';
import { takenInSlices } from '../../profile/steps';
import { DARK_PALETTE, LIGHT_PALETTE } from '../canvas/colors';
import type { Exporting, FormatValue, ProfileViewState } from '../types';
import type { ProfileViewModel } from '../view/useProfileView';
import { drawPng, svgPicture, type Drawn } from './picture';
import { summaryOf } from './summaryOf';
import { exportTexts } from './texts';

/** What is on screen. */
export interface OnScreen {
  readonly profile: Profile;
  readonly state: ProfileViewState;
  readonly model: ProfileViewModel;
  readonly formatValue: FormatValue;
  readonly exporting: Exporting;
  readonly theme: GrafanaTheme2;
}

export type Format = 'pprof' | 'folded' | 'speedscope' | 'csv' | 'json' | 'svg' | 'png';

export interface ExportedFile {
  readonly blob: Blob;
  readonly extension: string;
  /** What the file lacks, in a few words. */
  readonly note?: string;
}

/**
 * A pprof with the lines that samples were taken in. What was cut has none.
 * @throws {ExportLimitError}, {ProfileInputError} `other-total`: the lines are of other profiles
 */
export async function writeLinedPprof(
  screen: OnScreen,
  stacks: LinedStacks,
  factor: number,
  signal: AbortSignal
): Promise<ExportedFile> {
  const lined = await takenInSlices(linedInSteps(screen.profile, shownPart(screen), stacks, factor), signal);
  return gzipped(writePprof(lined.profile, originOf(screen), lined.lineOf));
}

/** @throws {ExportLimitError} too large for the format */
export async function writeExport(format: Format, screen: OnScreen): Promise<ExportedFile> {
  const { model, exporting } = screen;
  const { unit } = exporting;
  const origin = originOf(screen);
  const shown = () => shownProfile(screen.profile, shownPart(screen));
  switch (format) {
    case 'pprof':
      return gzipped(writePprof(shown(), origin));
    case 'folded':
      return { blob: textBlob(writeFolded(shown())), extension: 'folded.txt' };
    case 'speedscope':
      return { blob: jsonBlob(writeSpeedscope(shown(), origin, unit)), extension: 'speedscope.json' };
    case 'json':
      return { blob: jsonBlob(jsonExport(shown(), origin, unit)), extension: 'json' };
    case 'csv': {
      const { order, facts } = model;
      const { totals, changes, verdicts } = facts;
      const csv = inEnglish(() => writeCsv({ profile: screen.profile, totals, changes, verdicts, order, unit }));
      // Without the mark at its beginning, spreadsheets take UTF-8 for another encoding.
      return { blob: textBlob(['\uFEFF', csv], 'text/csv'), extension: 'csv' };
    }
    case 'svg':
      return { blob: textBlob([writeSvg(svgPicture(drawnOf(screen)))], 'image/svg+xml'), extension: 'svg' };
    case 'png': {
      const { canvas, rows, allRows } = drawPng(drawnOf(screen), exportTexts.cut);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      if (blob === null) {
        throw new Error('The browser cannot make a picture of this size.');
      }
      return { blob, extension: 'png', note: rows < allRows ? exportTexts.cut(rows, allRows) : undefined };
    }
  }
}

export async function writeSummary(
  form: SummaryForm,
  { profile, model, formatValue, exporting }: OnScreen
): Promise<string> {
  const { origin } = exporting;
  const facts = await exporting.facts();
  const { lowerBound, changes, verdicts } = model.facts;
  const { focus } = model.whole;
  return summaryOf(profile, { ...facts, origin, formatValue, lowerBound, focus, changes, verdicts }, form);
}

/** Of the picture, of which a file may have a part. */
const originOf = ({ profile, exporting }: OnScreen): Origin => ({ ...exporting.origin, cut: cutOf(profile) });

function shownPart({ profile, model }: OnScreen): Shown {
  const { sandwich, whole } = model;
  return sandwich === undefined
    ? { kind: 'focus', node: whole.focus }
    : { kind: 'sandwich', symbol: profile.frames.names[sandwich.symbol] };
}

function drawnOf({ profile, state, model, formatValue, exporting, theme }: OnScreen): Drawn {
  const { sandwich, whole, facts, lit } = model;
  const { origin } = exporting;
  const about = [
    origin.service,
    typeText(origin),
    rangeText(origin),
    formatValue(facts.whole),
    boundsText(cutOf(profile)),
  ];
  return {
    panes:
      sandwich === undefined
        ? [{ pane: whole, direction: state.orientation === 'flame' ? 'up' : 'down' }]
        : [
            { pane: sandwich.callers, direction: 'up' },
            { pane: sandwich.callees, direction: 'down' },
          ],
    heading: [about.filter(Boolean).join(' · ')],
    whole: facts.whole,
    lowerBound: facts.lowerBound,
    formatValue,
    colors: state.colors,
    align: state.align,
    lit,
    palette: theme.isDark ? DARK_PALETTE : LIGHT_PALETTE,
    fontFamily: theme.typography.fontFamily,
    background: theme.colors.background.primary,
    textColor: theme.colors.text.primary,
  };
}

const textBlob = (parts: string[], type = 'text/plain') => new Blob(parts, { type: `${type};charset=utf-8` });
const jsonBlob = (value: unknown) => new Blob([JSON.stringify(value)], { type: 'application/json' });

/** pprofs are usually gzipped; the few browsers that cannot do that write what all readers take as well. */
async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<ExportedFile> {
  if (typeof CompressionStream === 'undefined') {
    return { blob: new Blob([bytes]), extension: 'pb' };
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return { blob: await new Response(stream).blob(), extension: 'pb.gz' };
}
