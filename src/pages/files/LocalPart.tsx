import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, LoadingPlaceholder, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { Suspense, lazy, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { ProfileView } from '../../flamegraph/ProfileView';
import { formatShare } from '../../flamegraph/share';
import { type Exporting, type FormatValue, type ProfileViewProps, type StateChange } from '../../flamegraph/types';
import { t } from '../../i18n';
import { type CountedProfile } from '../../profile/counted';
import { isNoData, type Profile } from '../../profile/model';
import { parseProfileType } from '../../query/profileTypes';
import { unitOf } from '../../query/units';
import { formatValue } from '../../values';
import { type FileName } from '../../subject/subject';
import { subjectOfFiles } from '../../viewstate/second';
import { applyTypeChange, withSubject } from '../../viewstate/changes';
import { applyGraphChange } from '../../viewstate/graphChange';
import { type Versus } from '../../viewstate/state';
import { alone, compareWith } from '../../viewstate/versus';
import { StateMessage } from '../common/StateMessage';
import { useTimeFormat } from '../common/timeFormat';
import { type Steps } from '../common/useAddress';
import { chooseType } from '../service/chooseType';
import { ComparedView, OneSide } from '../service/comparison/ComparedView';
import { SideLinks } from '../service/comparison/SideLinks';
import { useFindings } from '../service/findings/useFindings';
import { ProfileTypePicker } from '../service/ProfileTypePicker';
import { isWaiting } from '../service/useOwnKnowledge';
import { AgainstService } from './AgainstService';
import { ByShare } from './ByShare';
import { ChooseAgain } from './ChooseAgain';
import { CompareFile } from './CompareFile';
import { FileDialog } from './FileDialog';
import { lineSourceOf } from './lineSource';
import { LinesOfFiles } from './LinesOfFiles';
import { type LocalFile } from './localFiles';
import { NothingOf } from './NothingOf';
import { commonTypes, countedOf, openedFiles, typeInFile, useFileSide, useMerged } from './useFiles';

const FindingsOfType = lazy(() =>
  import(/* webpackChunkName: "findings" */ '../service/findings/TabFindings').then((m) => ({
    default: m.FindingsOfType,
  }))
);

/** The Profiles tab of local files: what they hold, merged or compared. No server is asked but for a service to compare with. */
export function LocalPart({ address }: { address: Steps }) {
  const { subject, versus } = address.state;
  const before = openedFiles(versus?.other.file);
  const after = openedFiles(subject.file);
  const [, setCount] = useState(0);
  const missing = [...before.missing, ...after.missing];
  return missing.length > 0 ? (
    <ChooseAgain missing={missing} onOpened={() => setCount((count) => count + 1)} />
  ) : (
    <Opened address={address} before={before.files} after={after.files} />
  );
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
  const types = commonTypes(all);
  const wanted = state.subject.type;
  const typeId =
    types.length === 0
      ? undefined
      : wanted === undefined
        ? (types.find((type) => type === all[0].defaultType) ?? chooseType(wanted, types))
        : typeInFile(wanted, types);
  const sides = { before: useMerged(before, typeId), after: useMerged(after, typeId) };
  const error = sides.before.error ?? sides.after.error;
  // A large profile's picture is rendered a part at a time.
  const shown = { before: useDeferredValue(sides.before.read), after: useDeferredValue(sides.after.read) };
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
        {state.versus === undefined && <CompareFile address={address} />}
      </div>
      {typeId === undefined ? (
        <StateMessage
          title={
            types.length === 0
              ? t('files.no-common-type', 'The files have no profile type in common')
              : t('files.no-such-type', 'The file has no {{type}}', { type: state.subject.type })
          }
          actions={
            types.length === 0 &&
            all.map((file) => (
              <Button
                key={file.digest}
                variant="secondary"
                onClick={() => go((now) => withSubject(alone(now), { file: [nameOf(file)] }))}
              >
                {t('compare.open-before', 'Open {{name}}', { name: file.name })}
              </Button>
            ))
          }
        />
      ) : error ? (
        <StateMessage
          role="alert"
          title={t('files.broken', 'The file cannot be read: {{words}}', { words: error.message })}
        />
      ) : shown.after === undefined || (before.length > 0 && shown.before === undefined) ? (
        <LoadingPlaceholder text={t('files.reading', 'Reading …')} />
      ) : isNoData(shown.after.profile) && before.length === 0 && state.versus?.other.service === undefined ? (
        <StateMessage title={t('files.nothing', 'Nothing in it: all values are 0')} />
      ) : (
        <div className={styles.picture}>
          <FilePicture {...shown.after} {...{ address, before, after }} profileBefore={shown.before?.profile} />
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
  const named = (files: readonly LocalFile[]) => files.map(nameOf);
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

interface FilePictureProps extends OpenedProps {
  typeId: string;
  profile: CountedProfile;
  /** of what the others are compared with */
  profileBefore: Profile | undefined;
}

function FilePicture({ address, typeId, before, after, profile, profileBefore }: FilePictureProps) {
  const { go, state } = address;
  const { versus } = state;
  const unit = unitOf(parseProfileType(typeId)!.sampleUnit);
  const onStateChange = useCallback(
    (change: StateChange) => go((now) => ({ ...now, graph: applyGraphChange(now.graph, change) })),
    [go]
  );
  const format = useCallback<FormatValue>((value, rounding) => formatValue(value, unit, rounding), [unit]);
  // What the person says of packages stands in the link: files come and go under any name.
  const own = useMemo(() => ({ words: [], waits: isWaiting(typeId) }), [typeId]);
  const findings = useFindings((transforms, chosen) => (
    <FindingsOfType
      {...{ transforms, typeId }}
      {...chosen}
      samples={countedOf(after, profile, typeId)}
      cost={undefined}
      formatValue={format}
      onChange={onStateChange}
    />
  ));
  const view = {
    onStateChange,
    exporting: exportingOf(after, typeId, unit),
    header: <Rootless profile={profile} />,
  };
  if (versus && profileBefore) {
    return <TwoFiles {...view} {...{ address, versus, typeId, unit, before, after, profile, profileBefore }} />;
  }
  if (versus?.other.service !== undefined) {
    return <AgainstService {...view} {...{ address, versus, typeId, profile }} files={after} />;
  }
  return (
    <>
      <ProfileView
        {...view}
        profile={profile}
        state={state.graph}
        formatValue={format}
        own={own}
        hasLines={lineSourceOf(after, typeId) !== undefined}
        {...findings}
      />
      {state.graph.lines !== undefined && (
        <Suspense fallback={null}>
          <LinesOfFiles
            {...{ typeId, unit, profile, own }}
            files={after}
            state={state.graph}
            onClose={() => onStateChange({ lines: undefined })}
          />
        </Suspense>
      )}
    </>
  );
}

interface TwoFilesProps extends FilePictureProps, Pick<ProfileViewProps, 'onStateChange' | 'exporting' | 'header'> {
  versus: Versus;
  unit: string;
  profileBefore: Profile;
}

function TwoFiles({ address, versus, typeId, before, after, profile, profileBefore, header, ...view }: TwoFilesProps) {
  const sides = {
    before: useFileSide(before, profileBefore, typeId),
    after: useFileSide(after, profile, typeId),
  };
  const links = (
    <SideLinks
      address={address}
      first={(now) => ({ ...now, type: now.type ?? typeId })}
      second={subjectOfFiles(before.map(nameOf), typeId)}
      name={sides.before.name}
      dialog={(onClose) => (
        <FileDialog
          onOpened={(file) => address.go((state) => compareWith(state, { other: { file } }))}
          onClose={onClose}
        />
      )}
    />
  );
  if (isNoData(profile)) {
    const isThere = !isNoData(profileBefore);
    return (
      <OneSide
        {...{ address, unit: view.unit, onStateChange: view.onStateChange }}
        shown={isThere ? { profile: profileBefore } : undefined}
        header={<Rootless profile={profileBefore} />}
        exporting={exportingOf(before, typeId, view.unit)}
      >
        <NothingOf files={after} />
        {isThere ? <strong>{sides.before.name}</strong> : <NothingOf files={before} />}
        {links}
      </OneSide>
    );
  }
  if (isNoData(profileBefore)) {
    return (
      <OneSide {...view} {...{ address, header }} shown={{ profile }}>
        <NothingOf files={before} />
        {links}
      </OneSide>
    );
  }
  return (
    <ComparedView
      {...view}
      {...{ address, versus, typeId }}
      differ="file"
      sides={{ before: sides.before, after: { ...sides.after, notes: header } }}
      actions={(compared) => (
        <>
          <ByShare {...{ versus, compared }} file="before" />
          {links}
        </>
      )}
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

const nameOf = ({ digest, name }: FileName): FileName => ({ digest, name });

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
    lines:
      lineSourceOf(files, typeId) &&
      (async () => {
        const { exportedLines } = await import('../service/lines/Lines');
        return exportedLines(lineSourceOf(files, typeId)!);
      }),
    facts: async () => ({
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
