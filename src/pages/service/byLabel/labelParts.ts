import { type Profile } from '../../../profile/model';
import { profileFromStacks } from '../../../profile/stacks';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { askAtOnce, MANY_AT_ONCE } from '../../../pyroscope/atOnce';
import { graphQuestion, sharesQuestion, type Asked, type GraphWish, type Question } from '../questions';

/** More values than these are no level that anybody reads. */
const MOST_VALUES = 10;

/** What one value of a label has of a picture; '' stands for profiles without the label. */
export interface ValuePart {
  readonly value: string;
  readonly profile: Profile;
}

/**
 * The graphs of a label's values, the largest ten, four at a time; the label's own filters hold.
 * @param moment the round of snapshots that the picture shows
 */
export function labelPartsQuestion(
  asked: Asked,
  wish: GraphWish,
  label: string,
  moment: AbsoluteRange | undefined
): Question<ValuePart[]> {
  const [, about, ...rest] = graphQuestion(asked, wish).key;
  return {
    key: ['label-parts', about, ...rest, label],
    ask: async (context) => {
      const { typeId } = wish;
      const nothing = profileFromStacks([]);
      const shares = await sharesQuestion(asked, { typeId, label, count: MOST_VALUES, moment }).ask(context);
      const parts: ValuePart[] = shares.parts.map(({ value }) => ({ value, profile: nothing }));
      const ask = async (at: number, signal: AbortSignal) => {
        const { value } = parts[at];
        const filters = [...asked.filters, { name: label, op: '=' as const, value }];
        const graph = await graphQuestion({ ...asked, filters }, wish).ask({ client: context.client, signal });
        // Where it comes within the budget: nothing is cut from it, and it tells whose code it is.
        const whole = await graph.whole?.coming?.catch(() => undefined);
        parts[at] = { value, profile: (whole ?? graph).profile };
      };
      await askAtOnce(MANY_AT_ONCE, [...parts.keys()], ask, context.signal);
      return parts;
    },
  };
}
