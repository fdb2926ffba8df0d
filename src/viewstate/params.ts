import { SUBJECT_PARAMS, type SubjectParam } from '../subject/codec';

/** The parts of the subject that a comparison's first one is compared with. */
const VERSUS_PARAMS = SUBJECT_PARAMS.map((param): `vs_${SubjectParam}` => `vs_${param}`);

/** Every parameter of a link, in the order in which they are written. Names and meanings are a public contract. */
export const PARAMS = [
  ...SUBJECT_PARAMS,
  'vs_shift',
  ...VERSUS_PARAMS,
  'compare',
  'norm',
  'detail',
  'timeline',
  'split',
  'labels',
  'by',
  'over',
  'over_by',
  'over_split',
  'view',
  'layout',
  'tree',
  'sort',
  'order',
  't',
  'own',
  'dim',
  'search',
  'search_mode',
  'highlight',
  'sandwich',
  'callers_focus',
  'callers_at',
  'callers_group',
  'callees_focus',
  'callees_at',
  'callees_group',
  'lines',
  'focus',
  'at',
  'x',
  'collapse',
  'group',
  'colors',
  'align',
  'orientation',
] as const;

export type Param = (typeof PARAMS)[number];
