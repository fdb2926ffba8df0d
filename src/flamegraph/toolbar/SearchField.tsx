import { cx } from '@emotion/css';
import { Input, useStyles2 } from '@grafana/ui';
import React, { useId, type KeyboardEvent, type RefObject } from 'react';
import type { History, ProfileViewState } from '../types';
import { searching } from '../view/later';
import { toolbarTexts } from '../view/texts';
import type { MatchSteps } from '../view/useMatchSteps';
import { getSearchStyles } from './toolbarStyles';

type Search = ProfileViewState['search'];

export interface SearchFieldProps {
  search: Search;
  onSearch(search: Search, history: History): void;
  /** "12 symbols, 34 %", or why there is no such number. */
  note: string;
  /** The pattern cannot be used; `note` says why. */
  invalid: boolean;
  /** How many frames can be stepped through. */
  total: MatchSteps['total'];
  current: MatchSteps['current'];
  onStep: MatchSteps['step'];
  inputRef: RefObject<HTMLInputElement | null>;
}

/** The search of symbols. What is typed is the view state itself: no copy here that could differ from it. */
export function SearchField({ note, total, current, ...props }: SearchFieldProps) {
  const styles = useStyles2(getSearchStyles);
  const noteId = useId();
  // What has found something is there.
  const StepButtons = searching.loaded?.StepButtons;
  return (
    <div role="search" className={styles.search}>
      <div className={styles.field}>
        <Field {...props} noteId={noteId} />
      </div>
      <span id={noteId} className={cx(styles.note, props.invalid && styles.error)} title={note}>
        {note}
      </span>
      {total > 0 && StepButtons && (
        <StepButtons {...{ total, current }} onStep={props.onStep} noteClass={styles.note} />
      )}
    </div>
  );
}

type FieldProps = Omit<SearchFieldProps, 'note' | 'total' | 'current'> & { noteId: string };

/** Apart from what is found, which comes after what is typed: Grafana's field makes its styles anew each time. */
const Field = React.memo(function Field({ search, onSearch, invalid, onStep, inputRef, noteId }: FieldProps) {
  const styles = useStyles2(getSearchStyles);
  const text = search?.text ?? '';
  const regex = search?.regex ?? false;
  const clear = () => onSearch(searchOf('', regex), 'push');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      clear();
    }
  };
  const suffix = (
    <span className={styles.suffix}>
      {/* Its room stays: the field would be laid out once more for it with the first letter. */}
      <button
        type="button"
        className={styles.clear}
        style={{ visibility: text === '' ? 'hidden' : undefined }}
        aria-label={toolbarTexts.clear()}
        title={toolbarTexts.clear()}
        onClick={clear}
      />
      <button
        type="button"
        className={styles.toggle}
        aria-label={toolbarTexts.regex()}
        aria-pressed={regex}
        title={toolbarTexts.regex()}
        onClick={() => onSearch(searchOf(text, !regex), 'push')}
      >
        .*
      </button>
    </span>
  );
  return (
    <Input
      ref={inputRef as RefObject<HTMLInputElement>}
      value={text}
      placeholder={toolbarTexts.search()}
      aria-label={toolbarTexts.search()}
      aria-describedby={noteId}
      invalid={invalid}
      // Grafana 12.3's field does not say it by itself.
      aria-invalid={invalid}
      spellCheck={false}
      autoComplete="off"
      prefix={<span className={styles.lens} />}
      suffix={suffix}
      onChange={(event) => onSearch(searchOf(event.currentTarget.value, regex), 'replace')}
      onKeyDown={onKeyDown}
    />
  );
});

/** The mode outlives the text, so that clearing the field does not change how the next search is read. */
function searchOf(text: string, regex: boolean): Search {
  return text === '' && !regex ? undefined : { text, regex };
}
