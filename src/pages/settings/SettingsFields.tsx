import { DataSourcePicker } from '@grafana/runtime';
import { Field, Input, RadioButtonGroup, TextArea } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { PYROSCOPE_TYPE } from '../../pyroscope/dataSources';
import { type Problems, type Settings } from './schema';
import { Tags } from './Tags';

/** As typed: numbers are texts until they are checked, paths one text with a line each. */
export type Draft = Omit<Settings, NumberPart | 'sourcePaths'> & Record<NumberPart | 'sourcePaths', string>;
type NumberPart = 'defaultMaxNodes' | 'largestMaxNodes' | 'wholeSeconds' | 'wholeMegabytes';

interface SettingsFieldsProps {
  draft: Draft;
  change(part: Partial<Draft>): void;
  problems: Problems;
}

export function SettingsFields(props: SettingsFieldsProps) {
  return (
    <>
      <SourceFields {...props} />
      <NodesFields {...props} />
      <WholeFields {...props} />
      <ViewFields {...props} />
      <CodeFields {...props} />
      <PriceField {...props} />
    </>
  );
}

function SourceFields({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <>
      <Field
        label={t('settings.data-source', 'Default data source')}
        description={t('settings.data-source-help', 'Shown when neither the link nor the person has chosen one.')}
      >
        <DataSourcePicker
          inputId="settings-data-source"
          type={PYROSCOPE_TYPE}
          filter={({ type }) => type === PYROSCOPE_TYPE}
          current={draft.defaultDataSource ?? null}
          noDefault
          onChange={({ uid }) => change({ defaultDataSource: uid })}
          onClear={() => change({ defaultDataSource: undefined })}
          width={40}
        />
      </Field>
      <Field
        label={t('settings.namespace-labels', 'Labels that may hold the namespace')}
        description={t('settings.namespace-labels-help', 'The first that profiles carry is used.')}
        error={problems.namespaceLabels}
        invalid={Boolean(problems.namespaceLabels)}
      >
        <Tags
          id="settings-namespace-labels"
          tags={draft.namespaceLabels}
          onChange={(namespaceLabels) => change({ namespaceLabels })}
          addOnBlur
          width={60}
        />
      </Field>
    </>
  );
}

function NodesFields({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <>
      <Field
        label={t('settings.default-nodes', 'Frames in a flame graph')}
        description={t('settings.default-nodes-help', 'More frames show more detail and take longer to load.')}
        error={problems.defaultMaxNodes}
        invalid={Boolean(problems.defaultMaxNodes)}
      >
        <Input
          id="settings-default-nodes"
          type="number"
          width={20}
          value={draft.defaultMaxNodes}
          aria-invalid={Boolean(problems.defaultMaxNodes)}
          onChange={(event) => change({ defaultMaxNodes: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={t('settings.largest-nodes', 'Frames at most, when more are loaded')}
        error={problems.largestMaxNodes}
        invalid={Boolean(problems.largestMaxNodes)}
      >
        <Input
          id="settings-largest-nodes"
          type="number"
          width={20}
          value={draft.largestMaxNodes}
          aria-invalid={Boolean(problems.largestMaxNodes)}
          onChange={(event) => change({ largestMaxNodes: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

function WholeFields({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <>
      <Field
        label={t('settings.whole-seconds', 'Seconds that the whole profile may take')}
        description={t(
          'settings.whole-seconds-help',
          'If it takes longer, a flame graph without the smallest frames is shown.'
        )}
        error={problems.wholeSeconds}
        invalid={Boolean(problems.wholeSeconds)}
      >
        <Input
          id="settings-whole-seconds"
          type="number"
          step="any"
          width={20}
          value={draft.wholeSeconds}
          aria-invalid={Boolean(problems.wholeSeconds)}
          onChange={(event) => change({ wholeSeconds: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={t('settings.whole-megabytes', 'Megabytes that the whole profile may have')}
        error={problems.wholeMegabytes}
        invalid={Boolean(problems.wholeMegabytes)}
      >
        <Input
          id="settings-whole-megabytes"
          type="number"
          step="any"
          width={20}
          value={draft.wholeMegabytes}
          aria-invalid={Boolean(problems.wholeMegabytes)}
          onChange={(event) => change({ wholeMegabytes: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

function ViewFields({ draft, change, problems }: SettingsFieldsProps) {
  const view = t('settings.view', 'Flame graph');
  return (
    <>
      <Field
        label={t('settings.range', 'Default time range')}
        description={t('settings.range-help', 'For example 30m, 1h, 6h')}
        error={problems.defaultRange}
        invalid={Boolean(problems.defaultRange)}
      >
        <Input
          id="settings-range"
          width={12}
          value={draft.defaultRange}
          aria-invalid={Boolean(problems.defaultRange)}
          onChange={(event) => change({ defaultRange: event.currentTarget.value })}
        />
      </Field>
      <Field label={view}>
        <RadioButtonGroup
          aria-label={view}
          options={[
            { label: t('settings.view-own', 'Service Profiles'), value: 'own' as const },
            { label: t('settings.view-classic', 'Grafana classic'), value: 'classic' as const },
          ]}
          value={draft.view}
          onChange={(chosen) => change({ view: chosen })}
        />
      </Field>
    </>
  );
}

function CodeFields({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <>
      <Field
        label={t('settings.source-hosts', 'Hosts of source code')}
        description={t(
          'settings.source-hosts-help',
          'Links lead to github.com, gitlab.com, bitbucket.org, codeberg.org and dev.azure.com, and to these: host=kind, with github, gitlab, gitea, bitbucket or azure.'
        )}
        error={problems.sourceHosts}
        invalid={Boolean(problems.sourceHosts)}
      >
        <Tags
          id="settings-source-hosts"
          placeholder="git.example.com=gitlab"
          tags={draft.sourceHosts}
          onChange={(sourceHosts) => change({ sourceHosts })}
          addOnBlur
          width={60}
        />
      </Field>
      <Field
        label={t('settings.source-paths', 'Where files are')}
        description={t(
          'settings.source-paths-help',
          'One line each: what a file’s path (of the JVM, the package’s) begins with = repository@ref folder. Ref and folder may be left out.'
        )}
        error={problems.sourcePaths}
        invalid={Boolean(problems.sourcePaths)}
      >
        <TextArea
          id="settings-source-paths"
          rows={3}
          cols={80}
          placeholder="/app/ = https://github.com/me/shop@main src"
          value={draft.sourcePaths}
          aria-invalid={Boolean(problems.sourcePaths)}
          onChange={(event) => change({ sourcePaths: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

function PriceField({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <Field
      label={t('settings.price', 'Price of a core per hour')}
      description={t('settings.price-help', 'For example 0.04 USD. Findings say what they cost then.')}
      error={problems.corePrice}
      invalid={Boolean(problems.corePrice)}
    >
      <Input
        id="settings-price"
        width={20}
        value={draft.corePrice ?? ''}
        aria-invalid={Boolean(problems.corePrice)}
        onChange={(event) => change({ corePrice: event.currentTarget.value })}
      />
    </Field>
  );
}
