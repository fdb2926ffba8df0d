import { buildProfile } from './build';
import { ProfileInputError, type Profile } from './model';

/** What is read of a data frame's field; Grafana's own `Field` is one. */
export interface FrameField {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
  readonly config: {
    readonly unit?: string | null;
    readonly type?: { readonly enum?: { readonly text?: readonly string[] } };
  };
}

export interface FlameGraphFrame {
  readonly profile: Profile;
  /** The frame's own: `ns`, `bytes`, `short` or the profile's own word for it. */
  readonly unit: string;
}

const COLUMNS = ['level', 'value', 'self', 'label'];

/** True for fields that have all names of a flame graph; whether they hold one, `readFlameGraphFrame` says. */
export function isFlameGraphFrame(fields: readonly FrameField[]): boolean {
  return COLUMNS.every((name) => fields.some((field) => field.name === name));
}

/**
 * Reads the fields of a flame graph frame (level, value, self, label in nested-set order) into columns. Labels are
 * indexes into the enum text of their field, or plain strings.
 * @throws {ProfileInputError} a field is missing, or what `buildProfile` refuses
 */
export function readFlameGraphFrame(fields: readonly FrameField[]): FlameGraphFrame {
  const label = fieldNamed(fields, 'label');
  const value = fieldNamed(fields, 'value');
  const symbols = label.config.type?.enum?.text;
  const columns = symbols ? { label: label.values as ArrayLike<number>, symbols } : internLabels(label.values);
  const profile = buildProfile({
    level: fieldNamed(fields, 'level').values as ArrayLike<number>,
    value: value.values as ArrayLike<number>,
    self: fieldNamed(fields, 'self').values as ArrayLike<number>,
    ...columns,
  });
  return { profile, unit: value.config.unit ?? 'short' };
}

function fieldNamed(fields: readonly FrameField[], name: string): FrameField {
  const found = fields.find((field) => field.name === name);
  if (!found) {
    throw new ProfileInputError('missing-column', `The answer is no flame graph: it has no field "${name}"`);
  }
  return found;
}

/** Labels as plain strings, as other data sources (and empty answers) send them, become a symbol table. */
function internLabels(labels: ArrayLike<unknown>) {
  const index = new Map<string, number>();
  const label = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const name = String(labels[i]);
    const known = index.get(name) ?? index.size;
    index.set(name, known);
    label[i] = known;
  }
  return { label, symbols: [...index.keys()] };
}
