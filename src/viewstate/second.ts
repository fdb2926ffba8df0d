import { defaultSubject, type FileName, type Subject } from '../subject/subject';
import type { Versus, ViewState } from './state';
import { compareWith } from './versus';

/** Local files: they are of no service, and of no time that could be asked for. */
export function subjectOfFiles(file: readonly FileName[], type?: string): Subject {
  return { ...defaultSubject(), file, ...(type !== undefined && { type }) };
}

/** The subject that the first one is compared with, at the first one's time if the link says no other; see `Versus`. */
export function secondSubject(first: Subject, { other }: Pick<Versus, 'other'>): Subject {
  if (other.file !== undefined) {
    return subjectOfFiles(other.file, other.type ?? first.type);
  }
  // A span is at one time, and of one service; a service is not in the first one's file.
  const { window: _, only: __, file, ...unfiled } = first;
  const rest = other.service === undefined && file !== undefined ? { ...unfiled, file } : unfiled;
  const { namespace, window = other.range ? undefined : first.window, ...parts } = other;
  return {
    ...rest,
    ...parts,
    // Which label holds it may be all that differs.
    namespace:
      namespace?.kind === 'undecided' ? { ...first.namespace, label: namespace.label } : (namespace ?? first.namespace),
    ...(window && { window }),
  };
}

/** What `second` has otherwise than `first`. What it lacks must be absent in the first as well, but for window and `only`. */
export function partsOf(second: Subject, first: Subject): Partial<Subject> {
  const differs = (part: keyof Subject) => JSON.stringify(second[part]) !== JSON.stringify(first[part]);
  if (second.file !== undefined) {
    return { file: second.file };
  }
  // Beside a file it is the service that says: not this file.
  const isSaid = (part: string) => part === 'only' || (part === 'service' && first.file !== undefined);
  const parts = Object.fromEntries(
    Object.entries(second).filter(([part]) => isSaid(part) || differs(part as keyof Subject))
  );
  if (!differs('window') && !differs('range')) {
    return parts;
  }
  // A range of its own has no window but the one that it says.
  return { ...parts, range: second.range, ...(second.window && { window: second.window }) };
}

/** The second subject is looked at, and compared with the first. Both say all that the other one says. */
export function swapped(state: ViewState, first: Subject, second: Subject): ViewState {
  return { ...compareWith(state, { other: partsOf(first, second) }), subject: second };
}
