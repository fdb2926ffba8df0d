import { cx } from '@emotion/css';
import { Input, useStyles2 } from '@grafana/ui';
import React, { useId, type KeyboardEvent, type RefObject } from 'react';
import type { History, ProfileViewState } from '../types';
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
export const SearchField = React.memo(function SearchField({
  search,
  onSearch,
  note,
  invalid,
  total,
  current,
  onStep,
  inputRef,
}: SearchFieldProps) {
  const styles = useStyles2(getSearchStyles);
  const noteId = useId();
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
      {text !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={toolbarTexts.clear()}
          title={toolbarTexts.clear()}
          onClick={clear}
        />
      )}
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
    <div role="search" className={styles.search}>
      <div className={styles.field}>
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
      </div>
      <span id={noteId} className={cx(styles.note, invalid && styles.error)} title={note}>
        {note}
      </span>
      {total > 0 && <StepButtons {...{ total, current, onStep, styles }} />}
    </div>
  );
});

type StepButtonsProps = Pick<SearchFieldProps, 'total' | 'current' | 'onStep'> & {
  styles: ReturnType<typeof getSearchStyles>;
};

function StepButtons({ total, current, onStep, styles }: StepButtonsProps) {
  const button = (label: string, className: string, direction: 1 | -1) => (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => onStep(direction)} />
  );
  return (
    <>
      {button(toolbarTexts.previous(), styles.previous, -1)}
      {button(toolbarTexts.next(), styles.next, 1)}
      {current !== undefined && <span className={styles.note}>{toolbarTexts.position(current.position, total)}</span>}
    </>
  );
}

/** The mode outlives the text, so that clearing the field does not change how the next search is read. */
function searchOf(text: string, regex: boolean): Search {
  return text === '' && !regex ? undefined : { text, regex };
}
