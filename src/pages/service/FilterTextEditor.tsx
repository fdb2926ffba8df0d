import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Input, useStyles2 } from '@grafana/ui';
import React, { useId, useRef, useState } from 'react';
import { t } from '../../i18n';
import { visible } from '../../profile/naming/visible';
import { type Matcher, type ParsedSelector } from '../../query/selector';
import { filtersOfText, textOfFilters } from './filterText';

interface FilterTextEditorProps {
  filters: readonly Matcher[];
  /** service and namespace: they may stand in the text and are no filters */
  own: Matcher[];
  onApply(filters: Matcher[]): void;
  onCancel(): void;
}

type Mistake = Extract<ParsedSelector, { ok: false }> & { text: string };

/** All filters as one selector. What cannot be read is not applied: the place is marked, and said in Pyroscope's words. */
export function FilterTextEditor({ filters, own, onApply, onCancel }: FilterTextEditorProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => textOfFilters(filters));
  const [mistake, setMistake] = useState<Mistake>();
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const read = filtersOfText(text, own);
    if (read.ok) {
      onApply(read.matchers);
      return;
    }
    setMistake({ ...read, text });
    input.current?.focus();
    input.current?.setSelectionRange(read.from, read.to);
  };
  const escape = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={escape}
      aria-label={t('filters.text-form', 'Label filters as text')}
    >
      <div className={styles.line}>
        <Input
          ref={input}
          className={styles.input}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={'{region="us-central", version!~"v1|v2"}'}
          aria-label={t('filters.text', 'Label selector')}
          aria-describedby={mistake ? id : undefined}
          invalid={mistake !== undefined}
          aria-invalid={mistake !== undefined}
          spellCheck={false}
          autoFocus
        />
        <Button type="submit" size="sm">
          {t('filters.apply', 'Apply')}
        </Button>
        <Button type="button" size="sm" variant="secondary" fill="text" onClick={onCancel}>
          {t('filters.cancel', 'Cancel')}
        </Button>
      </div>
      {mistake && (
        <div id={id} role="alert" className={styles.mistake}>
          <code>
            {visible(mistake.text.slice(0, mistake.from))}
            <mark className={styles.place}>{visible(mistake.text.slice(mistake.from, mistake.to)) || ' '}</mark>
            {visible(mistake.text.slice(mistake.to))}
          </code>{' '}
          {visible(mistake.message)}
        </div>
      )}
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ flex: '1 1 420px', minWidth: 0 }),
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  input: css({ fontFamily: theme.typography.fontFamilyMonospace }),
  mistake: css({
    marginTop: theme.spacing(0.5),
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  place: css({
    background: theme.colors.error.transparent,
    color: 'inherit',
    textDecoration: 'underline wavy',
  }),
});
