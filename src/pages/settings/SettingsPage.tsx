import { type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { Alert, Button } from '@grafana/ui';
import React, { useState } from 'react';
import { t } from '../../i18n';
import { Correlations } from './Correlations';
import { saveSettings } from './saveSettings';
import { checkSettings, readSettings, type Settings } from './schema';
import { SettingsFields, type Draft } from './SettingsFields';
import { sourceProblems } from './sourceSettings';

type SettingsPageProps = PluginConfigPageProps<AppPluginMeta>;

/** Settings for everybody, kept by Grafana with the plugin; Grafana lets only administrators save them. */
export function SettingsPage({ plugin: { meta } }: SettingsPageProps) {
  const [draft, setDraft] = useState(() => toDraft(readSettings(meta.jsonData)));
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<string>();
  const [saved, setSaved] = useState(false);
  const checked = checkSettings(fromDraft(draft));
  const problems = { ...checked.problems, ...(checked.settings && sourceProblems(checked.settings)) };
  const settings = Object.keys(problems).length === 0 ? checked.settings : undefined;
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFailed(undefined);
    setSaved(false);
  };
  const save = async (right: Settings) => {
    setSaving(true);
    const words = await saveSettings(meta, right);
    setSaving(false);
    setFailed(words);
    setSaved(words === undefined);
  };
  return (
    <>
      <form
        aria-label={t('settings.title', 'Settings of Service Profiles')}
        onSubmit={(event) => {
          event.preventDefault();
          if (settings && !saving) {
            void save(settings);
          }
        }}
      >
        <SettingsFields draft={draft} change={change} problems={problems} />
        <Button type="submit" disabled={settings === undefined || saving}>
          {saving ? t('settings.saving', 'Saving…') : t('settings.save', 'Save settings')}
        </Button>
        <div role="status">
          {saved && (
            <Alert
              severity="success"
              title={t('settings.saved', 'Saved. Pages that are opened from now on use these settings.')}
              topSpacing={2}
            />
          )}
        </div>
        {failed !== undefined && (
          <Alert severity="error" title={t('settings.not-saved', 'Not saved')} topSpacing={2}>
            {failed}
          </Alert>
        )}
      </form>
      <Correlations />
    </>
  );
}

function toDraft(settings: Settings): Draft {
  const { defaultMaxNodes, largestMaxNodes, wholeSeconds, wholeMegabytes } = settings;
  return {
    ...settings,
    defaultMaxNodes: String(defaultMaxNodes),
    largestMaxNodes: String(largestMaxNodes),
    wholeSeconds: String(wholeSeconds),
    wholeMegabytes: String(wholeMegabytes),
    sourcePaths: settings.sourcePaths.join('\n'),
  };
}

/** An empty number is not zero. */
function fromDraft(draft: Draft): Record<keyof Settings, unknown> {
  const number = (text: string) => (text.trim() === '' ? NaN : Number(text));
  return {
    ...draft,
    defaultDataSource: draft.defaultDataSource,
    defaultRange: draft.defaultRange.trim(),
    corePrice: draft.corePrice?.trim() || undefined,
    defaultMaxNodes: number(draft.defaultMaxNodes),
    largestMaxNodes: number(draft.largestMaxNodes),
    wholeSeconds: number(draft.wholeSeconds),
    wholeMegabytes: number(draft.wholeMegabytes),
    sourcePaths: draft.sourcePaths.split('\n').filter((line) => line.trim() !== ''),
  };
}
