import { LoadingPlaceholder } from '@grafana/ui';
import React, { useDeferredValue, useState, type ReactNode } from 'react';
import { type ProfileViewProps } from '../../flamegraph/types';
import { t } from '../../i18n';
import { isNoData, type Profile } from '../../profile/model';
import { describeType } from '../../query/catalogue';
import { type FileName } from '../../subject/subject';
import { subjectOfFiles } from '../../viewstate/second';
import { type Versus } from '../../viewstate/state';
import { compareWith } from '../../viewstate/versus';
import { visibleValue } from '../common/visibleValue';
import { useAskedSide } from '../service/comparison/askedSide';
import { ComparedView, OneSide } from '../service/comparison/ComparedView';
import { firstOf } from '../service/comparison/firstOf';
import { SideLinks } from '../service/comparison/SideLinks';
import { type ShownGraph } from '../service/questions';
import { type Tab } from '../service/useTab';
import { ByShare } from './ByShare';
import { ChooseAgain } from './ChooseAgain';
import { FileDialog } from './FileDialog';
import { type LocalFile } from './localFiles';
import { NothingOf } from './NothingOf';
import { commonTypes, nameOfFiles, openedFiles, typeInFile, useFileSide, useMerged } from './useFiles';

interface AgainstFileProps extends Pick<ProfileViewProps, 'onStateChange' | 'onOverTime' | 'exporting' | 'own'> {
  tab: Tab;
  typeId: string;
  versus: Versus;
  files: readonly FileName[];
  /** undefined: the first side has nothing to show */
  after: ShownGraph | undefined;
  /** what stands on the header's line of the first side alone */
  header: ReactNode;
  stale: boolean;
}

/** What a server answered beside files of the person's disk, which no server gets to know. */
export function AgainstFile({ files: names, ...props }: AgainstFileProps) {
  const { tab, typeId, versus, after, header, ...view } = props;
  const { address } = tab;
  const [, setCount] = useState(0);
  const { files, missing } = openedFiles(names);
  const types = missing.length === 0 ? commonTypes(files) : [];
  const found = typeInFile(typeId, types);
  const { read, error } = useMerged(files, found);
  const profile = useDeferredValue(read)?.profile;
  const name = nameOfFiles(names);
  const links = (
    <SideLinks
      address={address}
      first={(now) => firstOf(tab, now)}
      second={subjectOfFiles(names, typeId)}
      name={name}
      dialog={(onClose) => (
        <FileDialog
          onOpened={(file) => address.go((state) => compareWith(state, { other: { file } }))}
          onClose={onClose}
        />
      )}
    />
  );
  const known = profile && !isNoData(profile) ? profile : undefined;
  if (known && after) {
    return <Both {...props} {...{ files, links, after }} before={known} />;
  }
  const shown = after ?? (known && { profile: known, unit: describeType(typeId)!.unit });
  return (
    <OneSide {...view} {...{ address, header, shown }} unit={shown?.unit ?? ''}>
      {missing.length > 0 ? (
        <ChooseAgain missing={missing} onOpened={() => setCount((count) => count + 1)} />
      ) : found === undefined ? (
        <strong role="status">{otherTypesText(name, typeId, types)}</strong>
      ) : error ? (
        <strong role="status">
          {t('files.broken', 'The file cannot be read: {{words}}', { words: error.message })}
        </strong>
      ) : profile === undefined ? (
        <LoadingPlaceholder text={t('files.reading', 'Reading …')} />
      ) : known ? (
        <strong role="status">{name}</strong>
      ) : (
        <NothingOf files={names} />
      )}
      {links}
    </OneSide>
  );
}

interface BothProps extends Omit<AgainstFileProps, 'files'> {
  after: ShownGraph;
  before: Profile;
  files: readonly LocalFile[];
  links: ReactNode;
}

function Both({ tab, typeId, versus, after, before, files, header, links, ...view }: BothProps) {
  const sides = { before: useFileSide(files, before, typeId), after: useAskedSide(tab, after) };
  return (
    <ComparedView
      {...view}
      {...{ typeId, versus }}
      address={tab.address}
      unit={after.unit}
      differ="file"
      sides={{
        before: sides.before,
        after: { ...sides.after, name: visibleValue(tab.address.state.subject.service ?? ''), notes: header },
      }}
      actions={(compared) => (
        <>
          <ByShare {...{ versus, compared }} file="before" />
          {links}
        </>
      )}
    />
  );
}

/** Why they cannot be compared, and with what the file could be. */
function otherTypesText(name: string, typeId: string, types: readonly string[]): string {
  const labels = types.map((id) => describeType(id)?.label ?? id);
  const type = describeType(typeId)?.label ?? typeId;
  return labels.length === 0
    ? t('files.no-common-type', 'The files have no profile type in common')
    : t('files.other-types', '{{name}} cannot be compared with {{type}}: it has {{types}}', {
        name,
        type,
        types: labels.join(', '),
      });
}
