import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { drawn, folded } from '../../../profile/testing/drawn';
import { formatValue } from '../../../query/units';
import { type ShownGraph } from '../questions';
import { useAnswer } from '../useAnswer';
import { fakeTab, CPU } from '../testing/fakeTab';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { FunctionShares } from './FunctionShares';

jest.mock('../useAnswer');
let sampleValue: number | undefined;
jest.mock('../useSampleCount', () => ({ useSampleValue: () => sampleValue }));
beforeEach(() => (sampleValue = undefined));

// jsdom lacks what a combobox measures its letters with, and a drawer its scrolling.
stubCanvas({ width: 800, height: 400 });
Object.assign(window, { IntersectionObserver: window.ResizeObserver });

type Parts = ReturnType<typeof useAnswer>['answer'];

function show(parts: Parts, profile = folded('main;json 60\nmain;read 30\ngc 10'), more: Partial<ShownGraph> = {}) {
  const asked: string[] = [];
  jest.mocked(useAnswer).mockImplementation((question) => {
    asked.push(...(question ? [String(question.key[0])] : []));
    const names: Parts = { kind: 'shown', value: ['region', 'pod'] };
    const answer = question?.key[0] === 'label-names' ? names : question ? parts : { kind: 'loading' };
    return { answer } as never;
  });
  const { tab, state } = fakeTab();
  const settings = { ...tab.settings, defaultMaxNodes: 100, wholeSeconds: 3, wholeMegabytes: 8 };
  const onClose = jest.fn();
  render(
    <FunctionShares
      tab={{ ...tab, settings }}
      asked={tab.asked!}
      typeId={CPU}
      answer={{ profile, unit: 's', frame: undefined, ...more }}
      name="json"
      formatValue={(value, rounding) => formatValue(value, 's', rounding)}
      onClose={onClose}
    />
  );
  return { asked, onClose, state };
}

async function choose(label: string) {
  await userEvent.click(await screen.findByRole('combobox', { name: 'Label to look at' }));
  await userEvent.type(screen.getByRole('combobox', { name: 'Label to look at' }), `${label}{enter}`);
}
const rows = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent));

it('asks once a label is chosen, and has what each value and all others have of the function', async () => {
  const { asked } = show({
    kind: 'shown',
    value: [
      { value: 'eu', profile: folded('main;json 10\nmain;read 30') },
      { value: 'us', profile: folded('main;json 45') },
    ],
  });
  expect(asked).not.toContain('label-parts');
  await choose('region');
  expect(await rows()).toEqual([
    ['region', 'Share of the value’s whole', 'Against the middle value', 'Total', 'Share of the function', ''],
    ['region = us', '100 %', '', '45 s', '75 %', ''],
    ['region = eu', '25 %', '', '10 s', '16.7 %', ''],
    ['other values of region', '33.3 %', '', '5 s', '8.3 %', ''],
  ]);
  expect(screen.getByText(/^Samples of this type cannot be counted/)).toBeInTheDocument();
});

describe('of values whose samples can be counted', () => {
  /** A sample is 10 ms. */
  const at = (json: number, idle: number) => folded(`main;json ${json * 1e7}\nidle ${idle * 1e7}`);
  // Of one pod a third of 601 samples, of a small one as much of 3, of four others about a tenth.
  const pods: Array<[string, number, number]> = [
    ['a', 60, 540],
    ['b', 62, 540],
    ['c', 61, 541],
    ['d', 63, 538],
    ['odd', 201, 400],
    ['small', 1, 2],
  ];
  const value = pods.map(([pod, json, idle]) => ({ value: pod, profile: at(json, idle) }));
  const whole = () => at(448, 2561);
  beforeEach(() => (sampleValue = 1e7));

  it('has one bar a value on one scale, with intervals, the odd one first, and says which are no chance', async () => {
    const { state } = show({ kind: 'shown', value }, whole());
    await choose('pod');
    const shown = (await rows()).slice(1).map(([pod, share, against]) => [pod, share, against]);
    expect(shown).toEqual([
      ['pod = odd', '33.4 %27.9 % to 39.5 %', 'more'],
      ['pod = small', '33.3 %3.1 % to 88.6 %', ''],
      ['pod = d', '10.5 %7.2 % to 14.9 %', ''],
      ['pod = b', '10.3 %7.1 % to 14.6 %', ''],
      ['pod = c', '10.1 %6.9 % to 14.5 %', ''],
      ['pod = a', '10 %6.8 % to 14.3 %', ''],
    ]);
    const [odd, small] = screen.getAllByTestId('part-bar').map((bar) => [...bar.children] as HTMLElement[]);
    const percent = (text: string) => Number(text.replace('%', ''));
    // The longest is the end of the widest interval, 88.6 %.
    expect(percent(odd[0].style.width)).toBeCloseTo((100 * 33.4) / 88.6, 0);
    expect(percent(small[1].style.left) + percent(small[1].style.width)).toBeCloseTo(100, 6);
    expect(odd[2].style.left).toBe(small[2].style.left);
    await userEvent.click(screen.getByRole('button', { name: 'Only pod = odd' }));
    expect(state().subject.filters).toEqual([{ name: 'pod', op: '=', value: 'odd' }]);
  });

  it('is sorted by the function’s total too, by keys', async () => {
    show({ kind: 'shown', value }, whole());
    await choose('pod');
    await screen.findByRole('table');
    screen.getByRole('button', { name: 'Total' }).focus();
    await userEvent.keyboard('{Enter}');
    expect((await rows()).slice(1).map(([pod]) => pod)).toEqual(
      ['odd', 'd', 'b', 'c', 'a', 'small'].map((pod) => `pod = ${pod}`)
    );
    expect(screen.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');
  });

  it('says that nobody knows what is chance where no profiler counts samples, whatever the values have in common', async () => {
    sampleValue = undefined;
    show({ kind: 'shown', value }, whole());
    await choose('pod');
    expect((await rows())[1].slice(0, 3)).toEqual(['pod = odd', '33.4 %', '']);
    expect(screen.getByText(/^Samples of this type cannot be counted/)).toBeInTheDocument();
  });
});

it('has bounds where something was not loaded', async () => {
  const cut = drawn(`
    [main                  ]
    [json    ][other][idle ]
  `);
  show({ kind: 'shown', value: [{ value: 'eu', profile: cut }] }, folded('json 40\nidle 60'));
  await choose('region');
  expect((await rows()).slice(1)).toEqual([
    ['region = eu', '≥ 41.6 %41.6 % to 70.8 %', '', '≥ 10 s, at most 17 s', '', ''],
    ['other values of region', '≥ 30.2 %30.2 % to 39.5 %', '', '≥ 23 s, at most 30 s', '', ''],
  ]);
});

it('says that no profile has the label, or why it could not be had', async () => {
  show({ kind: 'shown', value: [{ value: '', profile: folded('json 8') }] });
  await choose('region');
  expect(await screen.findByText('No profile here has the label region.')).toBeInTheDocument();
});

it('is closed by Escape; what fails is said in the server’s words', async () => {
  const { onClose } = show({ kind: 'failed', error: new Error('too busy') });
  await choose('region');
  expect(await screen.findByText('too busy')).toHaveAttribute('role', 'alert');
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalled();
});
