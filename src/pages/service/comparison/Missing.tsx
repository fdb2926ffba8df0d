import { LoadingPlaceholder } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { describeType } from '../../../query/catalogue';
import { lineOf } from '../../common/FailedAnswer';
import { type Second } from './useSecond';

interface MissingProps {
  second: Pick<Second, 'graph' | 'refused'>;
  /** of the first side */
  typeId: string;
  name: string;
}

/** Why there is only one side yet, or will be; that one stays. */
export function Missing({ second, typeId, name }: MissingProps) {
  const { graph, refused } = second;
  if (refused === undefined && graph.kind === 'loading') {
    return <LoadingPlaceholder text={t('compare.loading', 'Asking for {{name}} …', { name })} />;
  }
  return <strong role="status">{missingText(second, typeId, name)}</strong>;
}

const labelOf = (typeId: string) => describeType(typeId)?.label ?? typeId;

function missingText({ graph, refused }: MissingProps['second'], typeId: string, name: string): string {
  switch (refused?.kind) {
    case 'no-data-source':
      return t('compare.no-data-source', 'Grafana does not have the data source to compare with');
    case 'bad-range':
      return t('compare.bad-range', 'The time range to compare with cannot be read');
    case 'no-type':
      // Sides of two types are called by them.
      return name === labelOf(refused.typeId)
        ? t('compare.no-such-type', 'There are no profiles of the type {{type}} to compare with', { type: name })
        : t('compare.no-type', '{{name}} has no profiles of the type {{type}}', {
            name,
            type: labelOf(refused.typeId),
          });
    case 'other-type':
      return t('compare.other-type', '{{first}} cannot be compared with {{second}}: they measure different things', {
        first: labelOf(typeId),
        second: labelOf(refused.typeId),
      });
  }
  switch (graph.kind) {
    case 'empty':
      return t('compare.empty', 'No profiles to compare with: {{name}}. Servers look back 7 days by default.', {
        name,
      });
    case 'failed':
      return t('compare.failed', '{{name}} could not be loaded: {{reason}}', { name, reason: lineOf(graph.error) });
    case 'cancelled':
      return t('compare.cancelled', '{{name}} was not loaded', { name });
    default:
      return t('compare.other-unit', '{{name}} has values of another unit', { name });
  }
}
