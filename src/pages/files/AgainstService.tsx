import React, { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { type ProfileViewProps } from '../../flamegraph/types';
import { isNoData, type Profile } from '../../profile/model';
import { describeType } from '../../query/catalogue';
import { type Change } from '../../viewstate/changes';
import { type Versus, type ViewState } from '../../viewstate/state';
import { alone, compareWith } from '../../viewstate/versus';
import { partsOf, secondSubject } from '../../viewstate/second';
import { useTimeFormat } from '../common/timeFormat';
import { type Steps } from '../common/useAddress';
import { visibleValue } from '../common/visibleValue';
import { isAnswered, valueOf } from '../service/answer';
import { Completeness } from '../service/Completeness';
import { useAskedSide } from '../service/comparison/askedSide';
import { ComparedView, OneSide } from '../service/comparison/ComparedView';
import { firstOf } from '../service/comparison/firstOf';
import { Missing } from '../service/comparison/Missing';
import { SecondDialog } from '../service/comparison/SecondDialog';
import { SideLinks } from '../service/comparison/SideLinks';
import { type Second } from '../service/comparison/useSecond';
import { type ShownGraph } from '../service/questions';
import { SnapshotLabel } from '../service/SnapshotLabel';
import { useTab, type Tab } from '../service/useTab';
import { allInLink, useWhole } from '../service/useWhole';
import { ByShare } from './ByShare';
import { type LocalFile } from './localFiles';
import { NothingOf } from './NothingOf';
import { typeInFile, useFileSide } from './useFiles';

const ChooseNamespace = lazy(() =>
  import(/* webpackChunkName: "failures" */ '../service/Choices').then((m) => ({ default: m.ChooseNamespace }))
);

interface AgainstServiceProps extends Pick<ProfileViewProps, 'onStateChange' | 'exporting' | 'header'> {
  address: Steps;
  versus: Versus;
  typeId: string;
  files: readonly LocalFile[];
  profile: Profile;
}

/** Files of the person's disk beside what a server answers of a service. */
export function AgainstService({ address, files, ...props }: AgainstServiceProps) {
  const { versus, typeId, profile, ...view } = props;
  const tab = useTab(useSecondSteps(address), '');
  const { subject } = tab.address.state;
  const { graph } = tab.profile;
  const formatTime = useTimeFormat(tab.clock.span);
  const { span } = tab.clock;
  const name = [visibleValue(subject.service ?? ''), span && `${formatTime(span.from)} – ${formatTime(span.to)}`]
    .filter((text) => text !== undefined)
    .join(', ');
  const links = (
    <SideLinks
      address={address}
      first={(now) => ({ ...now, type: now.type ?? typeId })}
      second={firstOf(tab, subject)}
      name={name}
      dialog={(onClose) => <SecondDialog {...{ tab, address, onClose }} />}
    />
  );
  const refused = refusalOf(tab, typeId);
  const answered = refused === undefined ? valueOf(graph) : undefined;
  const before = answered?.unit === describeType(typeId)?.unit ? answered : undefined;
  const isEmpty = isNoData(profile);
  if (before && !isEmpty) {
    return <Both {...props} {...{ address, files, tab, before, links, name }} stale={graph.kind === 'old'} />;
  }
  const found = valueOf(tab.namespace.answer);
  return (
    <OneSide
      {...view}
      address={address}
      shown={isEmpty ? before : { profile }}
      unit={describeType(typeId)?.unit ?? ''}
      exporting={isEmpty ? undefined : view.exporting}
    >
      {isEmpty && <NothingOf files={files} />}
      {tab.namespace.settled === undefined && found?.label !== undefined ? (
        <Suspense fallback={null}>
          <ChooseNamespace tab={tab} found={{ ...found, label: found.label }} />
        </Suspense>
      ) : before ? (
        <strong>{name}</strong>
      ) : (
        <Missing second={{ graph, refused }} typeId={typeId} name={name} />
      )}
      {links}
    </OneSide>
  );
}

interface BothProps extends AgainstServiceProps {
  tab: Tab;
  before: ShownGraph;
  name: string;
  links: ReactNode;
  stale: boolean;
}

function Both({ address, versus, typeId, files, profile, tab, before, name, links, header, ...view }: BothProps) {
  const whole = useWhole(before, allInLink(address));
  const sides = { before: useAskedSide(tab, whole.answer), after: useFileSide(files, profile, typeId) };
  return (
    <ComparedView
      {...view}
      {...{ address, versus, typeId }}
      unit={before.unit}
      differ="file"
      sides={{
        before: {
          ...sides.before,
          name,
          notes: (
            <>
              {whole.answer.snapshot && <SnapshotLabel note={whole.answer.snapshot} />}
              <Completeness of={tab} picture={whole} />
            </>
          ),
        },
        after: { ...sides.after, notes: header },
      }}
      actions={(compared) => (
        <>
          <ByShare {...{ versus, compared }} file="after" />
          {links}
        </>
      )}
    />
  );
}

/** What a tab of the second subject is drawn from; its steps change what the first one is compared with. */
export function useSecondSteps({ state, go }: Steps): Steps {
  const second = useMemo(() => secondOf(state), [state]);
  const goSecond = useCallback<Steps['go']>(
    (next, how) =>
      go((now): Change => {
        const result = next(secondOf(now));
        const { state: changed, dropped } = 'state' in result ? result : { state: result, dropped: [] };
        return { state: compareWith(now, { other: partsOf(changed.subject, now.subject) }), dropped };
      }, how),
    [go]
  );
  return { state: second, go: goSecond };
}

function secondOf(state: ViewState): ViewState {
  return alone(state, secondSubject(state.subject, state.versus ?? { other: {} }));
}

function refusalOf({ chosen, clock, profile: { typeId, types } }: Tab, ofFile: string): Second['refused'] {
  if (chosen.choice.kind !== 'chosen') {
    return { kind: 'no-data-source' };
  }
  if (clock.span === undefined) {
    return { kind: 'bad-range' };
  }
  if (typeId === undefined) {
    return isAnswered(types) ? { kind: 'no-type', typeId: ofFile } : undefined;
  }
  return typeInFile(typeId, [ofFile]) === undefined ? { kind: 'other-type', typeId } : undefined;
}
