import React, { lazy, Suspense, useState, type ReactNode } from 'react';
import { type ProfileViewProps, type Transforms } from '../../../flamegraph/types';
import { type Chosen } from './FindingsItem';

const FindingsItem = lazy(() =>
  import(/* webpackChunkName: "findings" */ './FindingsItem').then((m) => ({ default: m.FindingsItem }))
);

/** What a view needs to show findings, and to have them turned off and on. */
export function useFindings(
  found: (transforms: Transforms, chosen: Chosen) => ReactNode
): Pick<ProfileViewProps, 'findings' | 'viewItems'> {
  const [shown, onShow] = useState<boolean>();
  return {
    findings: (transforms) => <Suspense fallback={null}>{found(transforms, { shown, onShow })}</Suspense>,
    viewItems: (
      <Suspense fallback={null}>
        <FindingsItem {...{ shown, onShow }} />
      </Suspense>
    ),
  };
}
