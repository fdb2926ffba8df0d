import { isDeepStrictEqual } from 'node:util';
import { render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { folded } from '../../../profile/testing/drawn';
import { transformTree, type Transform, type TransformKind } from '../../../profile/transforms/transforms';
import { CPU, fakeTab, Queries } from '../testing/fakeTab';
import { giveListsASize } from '../testing/listSize';
import { ComparedView, type ShownSide } from './ComparedView';
import { leavesSelves } from './judgedRows';

jest.mock('../../../flamegraph/FlameGraph', () => jest.requireActual('../../../flamegraph/testing/graphProbe'));

beforeEach(() => {
  stubCanvas({ width: 1000, height: 600 });
  giveListsASize();
});

const clear = { word: 'clear', detail: '', title: 'clear', order: 4, mix: 1, interval: [0, 2] } as const;
const VERDICTS: RowVerdicts = {
  unit: 'cores',
  byName: new Map([['main.run', clear]]),
  none: { word: 'too small', title: 'nothing can be said' },
};
const side = (name: string, text: string): ShownSide => ({
  ...{ name, coverage: undefined, series: undefined, counted: undefined },
  graph: { profile: folded(text) },
});

/** The last cell of a row. */
async function judged(name: string, transforms?: Transform[]) {
  const { address } = fakeTab().tab;
  const graph = { ...address.state.graph, layout: 'table' as const, ...(transforms && { transforms }) };
  const { unmount } = render(
    <ComparedView
      address={{ ...address, state: { ...address.state, graph } }}
      versus={{ other: {}, width: 'larger', norm: 'none' }}
      typeId={CPU}
      unit="ns"
      differ="time"
      sides={{
        before: side('yesterday', 'main.start;main.run 10\nmain.start 40'),
        after: side('today', 'main.start;main.run 30\nmain.start 30'),
      }}
      actions={() => null}
      onStateChange={jest.fn()}
      verdicts={VERDICTS}
    />,
    { wrapper: Queries }
  );
  const row = (await screen.findByRole('button', { name })).closest('[role="row"]')!;
  await waitFor(() => expect(row.querySelector('[data-change]')).not.toBeNull());
  const cell = [...row.querySelectorAll('[data-change]')].at(-1)!;
  const found = [cell.textContent.trim(), cell.getAttribute('title')];
  unmount();
  return found;
}

const NOT_JUDGED = [
  'not judged',
  'Functions were judged as they are, and transforms changed what is shown: turn them off to see how sure a change is',
];

it('says of a package that it was not judged, however large it is, and of a function whose self is another one', async () => {
  expect(await judged('main', [{ kind: 'packages' }])).toEqual(NOT_JUDGED);
  expect(await judged('main.start', [{ kind: 'merge', about: 'main.run' }])).toEqual(NOT_JUDGED);
});

it('keeps what was said of functions where transforms leave them what they use, or are off', async () => {
  expect(await judged('main.run')).toEqual(['clear', 'clear']);
  expect(await judged('main.start')).toEqual(['too small', 'nothing can be said']);
  expect(await judged('main.run', [{ kind: 'packages', off: true }, { kind: 'flatten' }])).toEqual(['clear', 'clear']);
});

it('knows which transforms leave every function what it uses itself', () => {
  const profile = folded('a;f;f;g;f;h 1\na;f;g;x 2\na;f;g 4\na;f 8\na 16\nf;f 32\nb;h 64');
  const selves = (transforms: Transform[]) => {
    const { tree: made, sides } = transformTree(profile, [profile], transforms);
    const sums: Record<string, number> = {};
    made.symbol.forEach((s, i) => {
      sums[made.frames.names[s]] = (sums[made.frames.names[s]] ?? 0) + sides[0].self[i];
    });
    return Object.fromEntries(Object.entries(sums).filter(([, self]) => self > 0));
  };
  const before = selves([]);
  const kinds: TransformKind[] = ['keep', 'hide', 'merge', 'drop-above', 'drop-below', 'flatten', 'own'];
  for (const kind of kinds) {
    const transform: Transform = { kind, ...(kind !== 'own' && { about: 'f' }) };
    expect([kind, isDeepStrictEqual(selves([transform]), before)]).toEqual([kind, leavesSelves(transform)]);
  }
  expect(selves([{ kind: 'flatten' }])).toEqual(before);
});
