import { render, screen } from '@testing-library/react';
import React, { createRef, forwardRef, type InputHTMLAttributes } from 'react';
import { SearchField } from './SearchField';

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  // As Grafana 12.3 has it: its `invalid` only changes the looks.
  Input: forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement> & Record<string, unknown>>(
    function PlainInput({ invalid: _, prefix: __, suffix: ___, ...field }, ref) {
      return <input ref={ref} {...field} />;
    }
  ),
}));

test.each([true, false])('says itself whether the pattern can be used: %s', (invalid) => {
  render(
    <SearchField
      search={{ text: '(', regex: true }}
      onSearch={() => {}}
      note="missing closing )"
      invalid={invalid}
      total={0}
      current={undefined}
      onStep={() => {}}
      inputRef={createRef()}
    />
  );
  expect(screen.getByRole('textbox')).toHaveAttribute('aria-invalid', String(invalid));
});
