import { Combobox, type ComboboxOption } from '@grafana/ui';
import React, { type ComponentProps } from 'react';
import { later } from '../../flamegraph/view/later';
import { useInvalid } from './useInvalid';

const keys = later(() => import(/* webpackChunkName: "numbers" */ './steadyKeys'));
const load = () => void keys.load().catch(() => {});
const steady = (event: React.SyntheticEvent) => keys.loaded?.steady(event);

type Props<Value extends string | number> = Extract<ComponentProps<typeof Combobox<Value>>, { isClearable?: false }>;

/** One of several, to be found by typing. */
export function Choice<Value extends string | number>(props: Props<Value>) {
  return (
    <span
      ref={useInvalid<HTMLSpanElement>(props.invalid)}
      style={{ display: 'contents' }}
      onFocusCapture={load}
      onInputCapture={steady}
      onKeyDownCapture={steady}
    >
      <Combobox
        {...props}
        // Where its list is shorter than it thinks, it tells of an option that is not there.
        onChange={(option?: ComboboxOption<Value>) => option && props.onChange(option)}
      />
    </span>
  );
}
