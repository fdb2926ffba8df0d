import * as v from 'valibot';
import { type Namespace } from '../../subject/subject';
import { keep, recall } from '../common/memory';

const CHOICES = 'namespaces';
/** Of so many services the last choice is kept. */
const MAX_CHOICES = 200;

const label = v.optional(v.string());
const choicesSchema = v.array(
  v.object({
    key: v.string(),
    namespace: v.variant('kind', [
      v.object({ kind: v.literal('any'), label }),
      v.object({ kind: v.literal('none'), label }),
      v.object({ kind: v.literal('value'), value: v.string(), label }),
    ]),
  })
);

/** The namespaces that a person chose where a service has several, newest first; see `choiceFor`. */
export type NamespaceChoices = v.InferOutput<typeof choicesSchema>;

const keyOf = (dataSource: string, service: string) => JSON.stringify([dataSource, service]);

/** What this browser kept; a page reads it once: what is chosen meanwhile must not change what Back leads to. */
export function readChoices(): NamespaceChoices {
  try {
    return v.parse(choicesSchema, JSON.parse(recall(CHOICES) ?? '[]'));
  } catch {
    return [];
  }
}

export function choiceFor(choices: NamespaceChoices, dataSource: string, service: string): Namespace | undefined {
  return choices.find(({ key }) => key === keyOf(dataSource, service))?.namespace;
}

export function rememberChoice(dataSource: string, service: string, namespace: Namespace) {
  const key = keyOf(dataSource, service);
  const others = readChoices().filter((choice) => choice.key !== key);
  keep(CHOICES, JSON.stringify([{ key, namespace }, ...others].slice(0, MAX_CHOICES)));
}
