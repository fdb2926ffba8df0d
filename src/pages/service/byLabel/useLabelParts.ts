import { type Answer } from '../answer';
import { type Asked, type ShownGraph } from '../questions';
import { useAnswer } from '../useAnswer';
import { wishOf, type Tab } from '../useTab';
import { labelPartsQuestion, type ValuePart } from './labelParts';

/** What a label's values have of a picture; nothing is asked without a label. */
export function useLabelParts(
  tab: Tab,
  asked: Asked,
  typeId: string,
  { snapshot }: ShownGraph,
  label: string | undefined
): Answer<ValuePart[]> {
  const { state } = tab.address;
  const moment = snapshot?.kind === 'round' ? { from: snapshot.round.from, to: snapshot.round.to } : undefined;
  const wish = { typeId, snapshot: state.subject.snapshot, ...wishOf(state, tab.settings) };
  const occasion = { chosen: JSON.stringify([state.subject, label]), automatic: tab.clock.automatic };
  const question = label === undefined ? undefined : labelPartsQuestion(asked, wish, label, moment);
  return useAnswer(question, occasion).answer;
}
