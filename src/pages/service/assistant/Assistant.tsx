import {
  createAssistantContextItem,
  isAssistantAvailable,
  providePageContext,
  provideQuestions,
} from '@grafana/assistant';
import { useEffect, useMemo, useState } from 'react';
import { summaryOf } from '../../../flamegraph/export/summaryOf';
import { type Exporting } from '../../../flamegraph/types';
import { t } from '../../../i18n';
import { paths } from '../../../plugin';
import { type Profile } from '../../../profile/model';
import { cutOf } from '../../../profile/export/origin';
import { formatValue } from '../../../query/units';

interface AssistantProps {
  profile: Profile;
  exporting: Exporting;
  dataSourceUid: string;
  /** it is compared with another one */
  compared: boolean;
}

/**
 * Gives Grafana's Assistant what the page shows, the text of "Copy as text", and questions to begin with. Whoever asks the
 * Assistant something on this page sends it along; nobody else does, and nothing is asked from here. Draws nothing.
 */
export function Assistant({ profile, exporting, dataSourceUid, compared }: AssistantProps) {
  const available = useIsAvailable();
  const { origin, unit } = exporting;
  const facts = useFacts(exporting);
  const about = facts && JSON.stringify([origin, unit, { ...facts, link: undefined }]);
  const text = useMemo(() => {
    if (!available || about === undefined) {
      return undefined;
    }
    const [of, valuesIn, rest]: [typeof origin, string, NonNullable<typeof facts>] = JSON.parse(about);
    const format = (value: number, rounding?: 'down') => formatValue(value, valuesIn, rounding);
    const lowerBound = cutOf(profile) !== undefined;
    return summaryOf(profile, { ...rest, origin: of, formatValue: format, lowerBound, focus: 0 }, 'plain');
  }, [available, profile, about]);
  const { service } = origin;
  const link = facts?.link;
  useEffect(
    () => (text === undefined ? undefined : provide({ service, text, link, dataSourceUid, compared })),
    [service, text, link, dataSourceUid, compared]
  );
  return null;
}

/** What is known of the picture, as of its last render; undefined until it is known for the first time. */
function useFacts(exporting: Exporting) {
  const [facts, setFacts] = useState<Awaited<ReturnType<Exporting['facts']>>>();
  useEffect(() => {
    let left = false;
    const keep = (known: typeof facts) =>
      setFacts((before) => (left || JSON.stringify(before) === JSON.stringify(known) ? before : known));
    // Without them nothing is given.
    exporting.facts().then(keep, () => {});
    return () => {
      left = true;
    };
  }, [exporting]);
  return facts;
}

function useIsAvailable(): boolean {
  const [available, setAvailable] = useState(false);
  useEffect(() => {
    const subscription = isAssistantAvailable().subscribe(setAvailable);
    return () => subscription.unsubscribe();
  }, []);
  return available;
}

interface Given {
  service: string;
  text: string;
  link: string | undefined;
  dataSourceUid: string;
  compared: boolean;
}

/** @returns what takes it back */
function provide({ service, text, link, dataSourceUid, compared }: Given): () => void {
  const context = [
    createAssistantContextItem('datasource', { datasourceUid: dataSourceUid }),
    createAssistantContextItem('structured', {
      title: t('assistant.title', 'Profile of {{service}}', { service }),
      data: { profile: text, link },
    }),
  ];
  const questions = [
    t('assistant.what', 'What does {{service}} spend most on, and is that usual?', { service }),
    t('assistant.cheaper', 'What could make {{service}} cheaper, beginning with the largest part?', { service }),
    ...(compared
      ? [t('assistant.changed', 'What changed in {{service}}, and what may be the cause?', { service })]
      : []),
  ];
  const setContext = providePageContext(paths.profiles, context);
  const setQuestions = provideQuestions(
    paths.profiles,
    questions.map((prompt) => ({ prompt }))
  );
  return () => {
    setContext.unregister();
    setQuestions.unregister();
  };
}
