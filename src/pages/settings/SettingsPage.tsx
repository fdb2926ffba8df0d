import { type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { t } from '../../i18n';
import { DataSourcePicker, getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Field, Input, RadioButtonGroup, TagsInput } from '@grafana/ui';
import React, { useState } from 'react';
import { lastValueFrom } from 'rxjs';
import { PYROSCOPE_TYPE } from '../../pyroscope/dataSources';
import { problemWithNodes, readSettings, type Settings } from './schema';

type SettingsPageProps = PluginConfigPageProps<AppPluginMeta>;

/** Settings for everybody, kept by Grafana with the plugin; Grafana lets only administrators save them. */
export function SettingsPage({ plugin: { meta } }: SettingsPageProps) {
  const [draft, setDraft] = useState<Settings>(() => readSettings(meta.jsonData));
  const [outcome, setOutcome] = useState<{ ok: boolean; text: string }>();
  const change = (part: Partial<Settings>) => {
    setDraft({ ...draft, ...part });
    setOutcome(undefined);
  };
  const problems = {
    defaultMaxNodes: problemWithNodes(draft.defaultMaxNodes),
    largestMaxNodes:
      problemWithNodes(draft.largestMaxNodes) ??
      (draft.largestMaxNodes < draft.defaultMaxNodes ? textLargest() : undefined),
    namespaceLabels: draft.namespaceLabels.length === 0 ? textOneLabel() : undefined,
    defaultRange: /^\d+[smhdw]$/.test(draft.defaultRange) ? undefined : textRange(),
  };
  const save = async () => setOutcome(await saveSettings(meta, draft));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SettingsFields draft={draft} change={change} problems={problems} />
      <Button type="submit" disabled={Object.values(problems).some(Boolean)}>
        {t('settings.save', 'Save settings')}
      </Button>
      <div role="status">
        {outcome && <Alert severity={outcome.ok ? 'success' : 'error'} title={outcome.text} topSpacing={2} />}
      </div>
    </form>
  );
}

type Problems = Partial<Record<keyof Settings, string>>;

interface SettingsFieldsProps {
  draft: Settings;
  change(part: Partial<Settings>): void;
  problems: Problems;
}

function SettingsFields({ draft, change, problems }: SettingsFieldsProps) {
  return (
    <>
      <Field
        label={t('settings.data-source', 'Default data source')}
        description={t('settings.data-source-help', 'Shown when neither the link nor the person has chosen one.')}
      >
        <DataSourcePicker
          inputId="settings-data-source"
          type={PYROSCOPE_TYPE}
          current={draft.defaultDataSource ?? null}
          noDefault
          onChange={(ds) => change({ defaultDataSource: ds.uid })}
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
        <TagsInput
          tags={draft.namespaceLabels}
          onChange={(namespaceLabels) => change({ namespaceLabels })}
          width={60}
        />
      </Field>
      <NumberField
        id="settings-default-nodes"
        label={t('settings.default-nodes', 'Frames in a flame graph')}
        value={draft.defaultMaxNodes}
        error={problems.defaultMaxNodes}
        onChange={(defaultMaxNodes) => change({ defaultMaxNodes })}
      />
      <NumberField
        id="settings-largest-nodes"
        label={t('settings.largest-nodes', 'Frames at most, when more are loaded')}
        value={draft.largestMaxNodes}
        error={problems.largestMaxNodes}
        onChange={(largestMaxNodes) => change({ largestMaxNodes })}
      />
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
          onChange={(event) => change({ defaultRange: event.currentTarget.value.trim() })}
        />
      </Field>
      <Field label={t('settings.view', 'Flame graph')}>
        <RadioButtonGroup
          options={[
            { label: t('settings.view-own', 'Service Profiles'), value: 'own' as const },
            { label: t('settings.view-classic', 'Grafana classic'), value: 'classic' as const },
          ]}
          value={draft.view}
          onChange={(view) => change({ view })}
        />
      </Field>
    </>
  );
}

interface NumberFieldProps {
  id: string;
  label: string;
  value: number;
  error?: string;
  onChange(value: number): void;
}

function NumberField({ id, label, value, error, onChange }: NumberFieldProps) {
  return (
    <Field label={label} error={error} invalid={Boolean(error)}>
      <Input
        id={id}
        type="number"
        width={20}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </Field>
  );
}

async function saveSettings(meta: AppPluginMeta, jsonData: Settings): Promise<{ ok: boolean; text: string }> {
  try {
    await lastValueFrom(
      getBackendSrv().fetch({
        url: `/api/plugins/${meta.id}/settings`,
        method: 'POST',
        data: { enabled: meta.enabled, pinned: meta.pinned, jsonData },
        showErrorAlert: false,
      })
    );
    return { ok: true, text: t('settings.saved', 'Saved. Pages opened from now on use it.') };
  } catch (error) {
    const words = (error as { data?: { message?: string } }).data?.message ?? String(error);
    return { ok: false, text: t('settings.not-saved', 'Not saved: {{words}}', { words }) };
  }
}

const textLargest = () => t('settings.largest-smaller', 'Not below the frames in a flame graph');
const textOneLabel = () => t('settings.one-label', 'At least one label');
const textRange = () => t('settings.range-form', 'A number and a unit: s, m, h, d or w');
