import { useCallback, useEffect, useState } from 'react';
import { isNoData } from '../../profile/model';
import { DEFAULT_MIN_STEP_MS, minStepOf } from '../../pyroscope/dataSources';
import { type PartsDone } from '../../pyroscope/longRange';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Budget } from '../../pyroscope/wholeProfile';
import { selectorOf } from '../../subject/subject';
import { type View } from '../../viewstate/state';
import { type Steps } from '../common/useAddress';
import { useClock, type Clock } from '../common/useClock';
import { useDataSource, type ChosenDataSource } from '../common/useDataSource';
import { useSettings } from '../common/useSettings';
import { type Settings } from '../settings/schema';
import { isAnswered, valueOf, type Answer } from './answer';
import { chooseType } from './chooseType';
import {
  diagnosisQuestion,
  graphQuestion,
  typesQuestion,
  type Asked,
  type GraphWish,
  type ShownGraph,
} from './questions';
import { PATIENCE_MS } from './AfterFrame';
import { useAfterFrame } from './useAfterFrame';
import { useAnswer, type Occasion } from './useAnswer';
import { useLinkedNamespace, useNamespace, type NamespaceState } from './useNamespace';
import { pictureOf, type PictureState } from './pictureState';

/** Everything that the parts of the Profiles tab are drawn from. */
export interface Tab {
  /** the page's address, or what another host of the tab keeps */
  address: Steps;
  settings: Settings;
  chosen: ChosenDataSource;
  clock: Clock;
  /** what the flame graph is asked for: the window in the range, else all of it */
  shown: AbsoluteRange | undefined;
  /** of the data source's series, in milliseconds */
  minStepMs: number;
  namespace: NamespaceState;
  /** undefined while something that every question needs is not known, or must be chosen by the person */
  asked: Asked | undefined;
  profile: ServiceProfile;
}

export interface ServiceProfile {
  /** ids of the types that the service has */
  types: Answer<string[]>;
  /** what is shown or being asked for; undefined: the service has no type that fits */
  typeId: string | undefined;
  graph: Answer<ShownGraph>;
  /** what stands in the flame graph's place */
  picture: PictureState;
  /** the flame graph's answer is on its way */
  fetching: boolean;
  /** how much of it is there, where it comes in parts */
  parts: PartsDone | undefined;
  /** the flame graph is on screen, or failed: what is worth less may ask now */
  settled: boolean;
  selector: string;
  /** ends all that the picture waits for, down to the server */
  cancel(): void;
  /** the other side of a comparison is there, or will not be: the picture need not wait for it */
  drawAlone(): void;
}

/** What small questions about a subject's profiles need: of the tab's, or of the other side of a comparison. */
export interface AskedProfiles {
  chosen: Pick<ChosenDataSource, 'dataSource'>;
  shown: AbsoluteRange | undefined;
  minStepMs: number;
  profile: Pick<ServiceProfile, 'types' | 'typeId' | 'selector' | 'settled'>;
}

/** How many frames are asked for, and what the whole profile may cost. */
export function wishOf({ detail }: View, settings: Settings): Pick<GraphWish, 'maxNodes'> & { budget: Budget } {
  const maxNodes = detail === 'more' ? settings.largestMaxNodes : settings.defaultMaxNodes;
  return { maxNodes, budget: { ms: settings.wholeSeconds * 1000, bytes: settings.wholeMegabytes * 2 ** 20 } };
}

export function useTab(address: Steps, refreshInterval: string): Tab {
  const { subject } = address.state;
  const settings = useSettings();
  const chosen = useDataSource(subject.dataSource);
  const clock = useClock(subject.range, refreshInterval);
  const { dataSource } = chosen;
  const { span } = clock;
  const { namespaceLabels } = settings;
  const occasion = { chosen: JSON.stringify([dataSource?.uid, subject]), automatic: clock.automatic };
  const namespace = useNamespace({ subject, candidates: namespaceLabels, dataSource, span, occasion });
  const uid = chosen.choice.kind === 'chosen' ? chosen.choice.dataSource.uid : undefined;
  useLinkedNamespace(address, namespace, { dataSource: uid, usualLabel: namespaceLabels[0] });
  const shown = span && (subject.window ?? span);
  const minStepMs = chosen.choice.kind === 'chosen' ? minStepOf(chosen.choice.dataSource) : DEFAULT_MIN_STEP_MS;
  const { service, filters } = subject;
  const { settled } = namespace;
  const asked: Asked | undefined =
    dataSource && span && shown && service !== undefined && settled
      ? { dataSource, minStepMs, span, shown, service, namespace: settled, filters }
      : undefined;
  const profile = useServiceProfile({ address, settings, namespace, asked }, occasion);
  return { address, settings, chosen, clock, shown, minStepMs, namespace, asked, profile };
}

/** The flame graph and the list of types leave together with the first render; neither waits for the other. */
function useServiceProfile(
  known: Pick<Tab, 'address' | 'settings' | 'namespace' | 'asked'>,
  occasion: Occasion
): ServiceProfile {
  const { address, settings, namespace, asked } = known;
  const { subject, view } = address.state;
  const types = useAnswer(asked && typesQuestion(asked), occasion);
  const typeId = chooseType(subject.type, valueOf(types.answer));
  const { maxNodes, budget } = wishOf(address.state, settings);
  const wish =
    typeId === undefined
      ? undefined
      : {
          typeId,
          snapshot: subject.snapshot,
          maxNodes,
          budget: view === 'classic' ? undefined : budget,
          only: subject.only,
        };
  const graph = useAnswer(asked && wish && graphQuestion(asked, wish), occasion, {
    isEmpty: ({ profile }) => isNoData(profile),
  });
  const nothing =
    typeId === undefined
      ? isAnswered(types.answer) && types.answer.kind !== 'failed'
      : // A type that was guessed may be none of the service's: its list comes first.
        graph.answer.kind === 'empty' && isAnswered(types.answer);
  const about = { wanted: typeId ?? subject.type, namespaceLabels: settings.namespaceLabels };
  const diagnosis = useAnswer(asked && nothing ? diagnosisQuestion(asked, about) : undefined, occasion);
  const picture = pictureOf({
    namespace: namespace.answer,
    types: typeId === undefined ? types.answer : undefined,
    graph: graph.answer,
    diagnosis: nothing ? diagnosis.answer : undefined,
  });
  const { waits, drawAlone } = useOtherSide(address.state, picture.kind === 'shown');
  const settled = useAfterFrame(
    !waits && !graph.fetching && graph.answer.kind !== 'loading' && graph.answer.kind !== 'cancelled'
  );
  return {
    types: types.answer,
    typeId,
    graph: graph.answer,
    picture: waits ? { kind: 'loading' } : picture,
    fetching: graph.fetching,
    parts: graph.parts,
    settled,
    selector: asked ? selectorOf(asked) : '',
    cancel: () => {
      [namespace, types, graph, diagnosis].forEach(({ cancel }) => cancel());
      drawAlone();
    },
    drawAlone,
  };
}

/** Whether a picture that is there waits, for a while, for the one that a link compares it with, so that both are drawn as one. */
function useOtherSide({ versus }: View, isThere: boolean) {
  const [linked, setLinked] = useState(versus !== undefined && versus.other.file === undefined);
  const waits = linked && versus !== undefined && isThere;
  const drawAlone = useCallback(() => setLinked(false), []);
  useEffect(() => {
    const timer = waits ? setTimeout(drawAlone, PATIENCE_MS) : undefined;
    return () => clearTimeout(timer);
  }, [waits, drawAlone]);
  return { waits, drawAlone };
}
