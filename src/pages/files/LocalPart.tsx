import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { LoadingPlaceholder, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import React, { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { ProfileView } from '../../flamegraph/ProfileView';
import { formatShare } from '../../flamegraph/share';
import { type Exporting, type FormatValue, type StateChange } from '../../flamegraph/types';
import { t } from '../../i18n';
import { thenDerived } from '../../profile/derived';
import { mergeProfilesInSteps } from '../../profile/mergeProfiles';
import { isNoData, type Profile } from '../../profile/model';
import { takenInSlices } from '../../profile/steps';
import { parseProfileType } from '../../query/profileTypes';
import { unitOf } from '../../query/units';
import { formatValue } from '../../values';
import { type FileName } from '../../subject/subject';
import { applyTypeChange, withSubject } from '../../viewstate/changes';
import { applyGraphChange } from '../../viewstate/graphChange';
import { alone, compareWith } from '../../viewstate/versus';
import { StateMessage } from '../common/StateMessage';
import { useTimeFormat } from '../common/times';
import { type Steps } from '../common/useAddress';
import { chooseType } from '../service/chooseType';
import { Choices } from '../service/comparison/Choices';
import { compareSides } from '../service/comparison/sides';
import { ProfileTypePicker } from '../service/ProfileTypePicker';
import { openedFile, type LocalFile } from './localFiles';
import { DropFiles, OpenFiles, useFileOpening } from './OpenFiles';

/** The Profiles tab of local files: what they hold, merged or compared. No server is asked. */
export function LocalPart({ address }: { address: Steps }) {
  const { subject, versus } = address.state;
  const before = useOpened(versus?.other.file);
  const after = useOpened(subject.file);
  const [, setCount] = useState(0);
  const missing = [...before.missing, ...after.missing];
  return missing.length > 0 ? (
    <ChooseAgain missing={missing} onOpened={() => setCount((count) => count + 1)} />
  ) : (
    <Opened address={address} before={before.files} after={after.files} />
  );
}

function useOpened(names: readonly FileName[] = []): { files: LocalFile[]; missing: FileName[] } {
  return {
    files: names.flatMap(({ digest }) => openedFile(digest) ?? []),
    missing: names.filter(({ digest }) => openedFile(digest) === undefined),
  };
}

/** After a reload, and for everybody else whom the link reaches: a page may not read files by itself. */
function ChooseAgain({ missing, onOpened }: { missing: readonly FileName[]; onOpened(): void }) {
  const [others, setOthers] = useState<readonly string[]>([]);
  const files = useFileOpening((opened) => {
    setOthers(
      opened
        .filter(({ digest }) => !missing.some((wanted) => wanted.digest === digest))
        .map(({ name }) => t('files.other', '{{name}} is not the file that the link names', { name }))
    );
    onOpened();
  });
  useLaunchedFiles(files.open);
  const names = missing.map(({ name }) => name).join(', ');
  return (
    <DropFiles files={{ ...files, problems: [...files.problems, ...others] }}>
      <StateMessage
        title={t('files.again', 'Choose {{names}}', { names })}
        actions={<OpenFiles files={files} label={t('files.choose-again', 'Choose')} />}
      >
        {t('files.again-why', 'The link names a local file by its SHA-256. The file is read in this browser only.')}
      </StateMessage>
    </DropFiles>
  );
}

declare global {
  interface Window {
    /** https://wicg.github.io/web-app-launch/#launchqueue-interface; not every browser has it */
    launchQueue?: {
      setConsumer(consumer: (params: { files: ReadonlyArray<{ getFile(): Promise<File> }> }) => void): void;
    };
  }
}

/** Files that the page was opened with are there without being chosen. */
function useLaunchedFiles(open: (files: readonly File[]) => void) {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    window.launchQueue?.setConsumer(({ files }) => {
      void Promise.all(files.map((file) => file.getFile())).then((opened) => latest.current(opened));
    });
  }, []);
}

interface OpenedProps {
  address: Steps;
  /** what the others are compared with; none: they stand alone */
  before: readonly LocalFile[];
  after: readonly LocalFile[];
}

function Opened({ address, before, after }: OpenedProps) {
  const styles = useStyles2(getStyles);
  const { state, go } = address;
  const all = [...before, ...after];
  const types = all[0].types.filter((type) => all.every((file) => file.types.includes(type)));
  const typeId = types.length === 0 ? undefined : chooseType(state.subject.type, types);
  const key = (files: readonly LocalFile[]) => files.map(({ digest }) => digest);
  const query = useQuery({
    queryKey: ['local-files', key(before), key(after), typeId],
    queryFn: async ({ signal }) => {
      const merged = async (files: readonly LocalFile[]) =>
        files.length === 0
          ? undefined
          : takenInSlices(
              thenDerived(mergeProfilesInSteps(await Promise.all(files.map((file) => file.profile(typeId!, signal))))),
              signal
            );
      return { typeId: typeId!, before: await merged(before), after: (await merged(after))! };
    },
    enabled: typeId !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
    retry: false,
  });
  // A large profile's picture is rendered a part at a time.
  const picture = useDeferredValue(query.data);
  return (
    <>
      <div className={styles.row}>
        <ProfileTypePicker
          available={[...types]}
          notCollected={undefined}
          value={typeId}
          error={undefined}
          onChange={(type) =>
            go((now) => applyTypeChange(withSubject(now, { type: now.subject.type ?? typeId }), type))
          }
        />
        <SeveralFiles address={address} all={all} compared={before.length > 0} />
        <About files={all} />
      </div>
      {typeId === undefined ? (
        <StateMessage
          title={
            types.length === 0
              ? t('files.no-common-type', 'The files have no profile type in common')
              : t('files.no-such-type', 'The file has no {{type}}', { type: state.subject.type })
          }
        />
      ) : query.error ? (
        <StateMessage
          role="alert"
          title={t('files.broken', 'The file cannot be read: {{words}}', { words: query.error.message })}
        />
      ) : picture === undefined ? (
        <LoadingPlaceholder text={t('files.reading', 'Reading …')} />
      ) : isNoData(picture.after) ? (
        <StateMessage title={t('files.nothing', 'Nothing in it: all values are 0')} />
      ) : (
        <div className={styles.picture}>
          <FilePicture address={address} {...picture} files={all} />
        </div>
      )}
    </>
  );
}

/** Several files are one profile, or the first is what the others are compared with. */
function SeveralFiles({ address, all, compared }: { address: Steps; all: readonly LocalFile[]; compared: boolean }) {
  if (all.length < 2) {
    return null;
  }
  const named = (files: readonly LocalFile[]) => files.map(({ digest, name }) => ({ digest, name }));
  const change = (compare: boolean) =>
    address.go((state) =>
      compare
        ? compareWith(withSubject(state, { file: named(all.slice(1)) }), { other: { file: named(all.slice(0, 1)) } })
        : withSubject(alone(state), { file: named(all) })
    );
  return (
    <RadioButtonGroup
      size="sm"
      aria-label={t('files.several', 'Several files')}
      options={[
        { value: false, label: t('files.merged', 'Merged') },
        {
          value: true,
          label: t('files.compared', 'Compared'),
          description: t('files.compared-help', 'With {{name}}', { name: all[0].name }),
        },
      ]}
      value={compared}
      onChange={change}
    />
  );
}

/** "heap.pb.gz · 26 Nov, 18:00:00 · in this browser only" */
function About({ files }: { files: readonly LocalFile[] }) {
  const styles = useStyles2(getStyles);
  const formatTime = useTimeFormat();
  const texts = files.map(({ name, range }) => (range ? `${name} (${formatTime(range.from)})` : name));
  return (
    <span className={styles.about} data-testid="local-files">
      {[...texts, t('files.local', 'in this browser only')].join(' · ')}
    </span>
  );
}

interface FilePictureProps {
  address: Steps;
  typeId: string;
  before: Profile | undefined;
  after: Profile;
  files: readonly LocalFile[];
}

function FilePicture({ address, typeId, before, after, files }: FilePictureProps) {
  const { go, state } = address;
  const { versus } = state;
  const unit = unitOf(parseProfileType(typeId)!.sampleUnit);
  const { width = 'larger', norm } = versus ?? {};
  const compared = useMemo(
    () =>
      before &&
      compareSides(
        typeId,
        unit,
        { before: sideOf(before), after: sideOf(after) },
        { width, norm, sameSelector: false }
      ),
    [typeId, unit, before, after, width, norm]
  );
  const shownUnit = compared?.unit ?? unit;
  const format = useCallback<FormatValue>(
    (value, rounding) => (shownUnit === 'share' ? formatShare(value, 1) : formatValue(value, shownUnit, rounding)),
    [shownUnit]
  );
  const onStateChange = useCallback(
    (change: StateChange) => go((now) => ({ ...now, graph: applyGraphChange(now.graph, change) })),
    [go]
  );
  return (
    <ProfileView
      profile={compared?.profile ?? after}
      changes={compared?.changes}
      state={state.graph}
      onStateChange={onStateChange}
      formatValue={format}
      exporting={exportingOf(files, typeId, shownUnit)}
      header={
        <>
          {compared && versus && (
            <Choices
              compared={compared}
              width={width}
              onChange={(part) => go((now) => ({ ...now, versus: { ...versus, ...part } }))}
            />
          )}
          <Rootless profile={after} />
        </>
      }
    />
  );
}

/** Why a server's profile of the same may have other totals. */
function Rootless({ profile: { rootless, total } }: { profile: Profile }) {
  const styles = useStyles2(getStyles);
  return rootless === undefined ? null : (
    <span className={styles.about}>
      {t(
        'files.rootless',
        '{{share}} is in stacks that Go cut at 64 frames. Pyroscope mends them, so its totals may differ.',
        { share: formatShare(rootless, total[0]) }
      )}
    </span>
  );
}

const sideOf = (profile: Profile) => ({ graph: { profile }, series: undefined, counted: undefined });

function exportingOf(files: readonly LocalFile[], typeId: string, unit: string): Exporting {
  const { name, sampleType, sampleUnit } = parseProfileType(typeId)!;
  const [{ range }] = files;
  const names = files.map((file) => file.name);
  return {
    origin: {
      service: names.join(' + '),
      profileName: name,
      sampleType,
      sampleUnit,
      range: files.length === 1 ? range : undefined,
    },
    unit,
    facts: () => ({
      link: window.location.href,
      command: ['go', 'tool', 'pprof', `-sample_index=${sampleType}`, '-top', ...names],
    }),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 1.5) }),
  about: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  picture: css({ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 420 }),
});
