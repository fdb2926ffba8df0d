import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { drawn, folded } from '../../../profile/testing/drawn';
import { formatValue } from '../../../query/units';
import { useAnswer } from '../useAnswer';
import { fakeTab, CPU } from '../testing/fakeTab';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { FunctionShares } from './FunctionShares';

jest.mock('../useAnswer');

// jsdom lacks what a combobox measures its letters with, and a drawer its scrolling.
stubCanvas({ width: 800, height: 400 });
Object.assign(window, { IntersectionObserver: window.ResizeObserver });

type Parts = ReturnType<typeof useAnswer>['answer'];

function show(parts: Parts, profile = folded('main;json 60\nmain;read 30\ngc 10')) {
  const asked: string[] = [];
  jest.mocked(useAnswer).mockImplementation((question) => {
    asked.push(...(question ? [String(question.key[0])] : []));
    const names: Parts = { kind: 'shown', value: ['region', 'pod'] };
    const answer = question?.key[0] === 'label-names' ? names : question ? parts : { kind: 'loading' };
    return { answer } as never;
  });
  const { tab } = fakeTab();
  const settings = { ...tab.settings, defaultMaxNodes: 100, wholeSeconds: 3, wholeMegabytes: 8 };
  const onClose = jest.fn();
  render(
    <FunctionShares
      tab={{ ...tab, settings }}
      asked={tab.asked!}
      typeId={CPU}
      answer={{ profile, unit: 's', frame: undefined }}
      name="json"
      formatValue={(value, rounding) => formatValue(value, 's', rounding)}
      onClose={onClose}
    />
  );
  return { asked, onClose };
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
    ['region', 'Total', 'Share of the function', 'Share of the value’s whole'],
    ['region = us', '45 s', '75 %', '100 %'],
    ['region = eu', '10 s', '16.7 %', '25 %'],
    ['other values of region', '5 s', '8.3 %', '33.3 %'],
  ]);
});

it('has bounds where something was not loaded', async () => {
  const cut = drawn(`
    [main                  ]
    [json    ][other][idle ]
  `);
  show({ kind: 'shown', value: [{ value: 'eu', profile: cut }] }, folded('json 40\nidle 60'));
  await choose('region');
  expect((await rows()).slice(1)).toEqual([
    ['region = eu', '≥ 10 s, at most 17 s', '', '≥ 41.6 %'],
    ['other values of region', '≥ 23 s, at most 30 s', '', '≥ 30.2 %'],
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
