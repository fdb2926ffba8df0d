import { t } from '../../i18n';
import type { NoOwnKind } from '../../profile/own/charge';
import type { DecidedBy, Word } from '../../profile/own/ownership';

/** Whose code it is: the line of shares, how it was decided, the table's column and its row. */
export const ownTexts = {
  own: (share: string) => t('flamegraph.own.share', 'own {{share}}', { share }),
  libraries: (share: string) => t('flamegraph.own.libraries', 'libraries {{share}}', { share }),
  runtime: (share: string) => t('flamegraph.own.runtime', 'runtime {{share}}', { share }),
  idle: (share: string) => t('flamegraph.own.idle', 'idle {{share}}', { share }),
  dim: () => t('flamegraph.own.dim', 'Dim other code'),
  whose: () => t('flamegraph.own.whose', 'Own code'),
  explanation: () =>
    t(
      'flamegraph.own.explanation',
      'Every stack counts for its deepest own function. What you choose here is part of the link, and kept for a service.'
    ),
  nothing: () => t('flamegraph.own.nothing', 'No own code found'),
  ask: (name: string) => t('flamegraph.own.ask', 'Is {{name}} your code?', { name }),
  yes: () => t('flamegraph.own.yes', 'Yes'),
  no: () => t('flamegraph.own.no', 'No'),
  undo: () => t('flamegraph.own.undo', 'Undo'),
  undoHelp: (name: string) => t('flamegraph.own.undo-help', 'Take back what was said of {{name}}', { name }),
  asTold: () => t('flamegraph.own.as-told', 'Use the default'),
  asToldOf: (name: string) => t('flamegraph.own.as-told-of', '{{name}}: use the default', { name }),
  onStack: (share: string) => t('flamegraph.own.on-stack', 'not decided, on {{share}} of the stacks', { share }),
  word: (word: Word) =>
    ({
      yes: t('flamegraph.own.word-yes', 'Own'),
      through: t('flamegraph.own.word-through', 'Passes through'),
      no: t('flamegraph.own.word-no', 'Not own'),
    })[word],
  wordHelp: (word: Word) =>
    ({
      yes: t('flamegraph.own.word-yes-help', 'Charged for what it calls'),
      through: t(
        'flamegraph.own.word-through-help',
        'Own code, but not charged for what it calls: for middleware around everything'
      ),
      no: t('flamegraph.own.word-no-help', 'A library'),
    })[word],
  decided: (by: DecidedBy) =>
    ({
      word: t('flamegraph.own.by-word', 'chosen by you or the link'),
      file: t('flamegraph.own.by-file', 'by its files'),
      repository: t('flamegraph.own.by-repository', 'by the service’s repository'),
      build: t('flamegraph.own.by-build', 'by the build’s repository'),
      main: t('flamegraph.own.by-main', 'by the program’s entry'),
      hostless: t('flamegraph.own.by-hostless', 'by its path, which has no host'),
      binary: t('flamegraph.own.by-binary', 'by the program’s name'),
      name: t('flamegraph.own.by-name', 'by its name'),
    })[by],
  whoseIs: (name: string) => t('flamegraph.own.whose-is', 'Whose code is {{name}}', { name }),
  other: () => t('flamegraph.own.other', 'Another package or a part of one'),
  none: () => t('flamegraph.own.none', 'No own code on the stack'),
  noneWithoutIdle: () => t('flamegraph.own.none-without-idle', 'No own code on the stack, without idle'),
  kind: (kind: NoOwnKind) =>
    ({
      gc: t('flamegraph.own.kind-gc', 'Garbage collection'),
      scheduler: t('flamegraph.own.kind-scheduler', 'Scheduler'),
      idle: t('flamegraph.own.kind-idle', 'Idle'),
      library: t('flamegraph.own.kind-library', 'Started by libraries'),
      runtime: t('flamegraph.own.kind-runtime', 'Other runtime'),
      kernel: t('flamegraph.own.kind-kernel', 'Kernel'),
    })[kind],
  idleLeftOut: () => t('flamegraph.own.idle-left-out', 'Idle, left out of the sum'),
};
