import React from 'react';

/**
 * Icons of table rows, drawn here: the Icon of @grafana/ui loads its drawing asynchronously and costs a component with
 * effects for each of the hundred icons a screenful of rows has.
 */
const PATHS = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14',
  sandwich: 'M5 13.5v-11M2.5 5 5 2.5 7.5 5M11 2.5v11M8.5 11l2.5 2.5 2.5-2.5',
  menu: 'M8 3.5v.01M8 8v.01M8 12.5v.01',
  ascending: 'M8 13V3M4 7l4-4 4 4',
  descending: 'M8 3v10M4 9l4 4 4-4',
} as const;

export type IconShape = keyof typeof PATHS;

export function RowIcon({ shape }: { shape: IconShape }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[shape]}
        fill="none"
        stroke="currentColor"
        strokeWidth={shape === 'menu' ? 2.5 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
