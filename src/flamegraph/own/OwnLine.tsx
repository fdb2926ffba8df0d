import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Input, RadioButtonGroup, Toggletip, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { visible } from '../../profile/naming/visible';
import { wordFor, type DecidedBy, type OwnWord, type Word } from '../../profile/own/ownership';
import { isInside } from '../../profile/own/inside';
import type { ProfileViewState, StateChange } from '../types';
import { shareText, type ProfileFacts } from '../view/facts';
import { ownTexts } from './texts';
import type { OwnModel } from './ownModel';

export interface OwnLineProps {
  own: OwnModel;
  facts: ProfileFacts;
  state: Pick<ProfileViewState, 'own' | 'dim'>;
  onChange(change: StateChange): void;
}

/** "own 71 % · libraries 17 % · runtime 12 %": opens how own code was told, where that can be changed. */
export function OwnLine({ own, facts, state, onChange }: OwnLineProps) {
  const styles = useStyles2(getStyles);
  const [last, setLast] = useState<{ said: OwnWord; before: OwnWord }>();
  const put = (said: OwnWord) => {
    const linked = (state.own ?? []).filter((word) => word.package !== said.package);
    // A link's word wins over what was kept of its parts: the person's own words of them stay, as parts of the link.
    const isPart = (name: string) => isInside(name, said.package) && name !== said.package;
    const kept = [...own.words].filter(([name]) => isPart(name) && !linked.some((word) => word.package === name));
    onChange({ own: [...kept.map(([name, word]) => ({ package: name, word })), ...linked, said] });
  };
  const wordOf = (name: string) => own.words.get(name) ?? 'default';
  const say = (said: OwnWord) => {
    setLast({ said, before: { package: said.package, word: wordOf(said.package) } });
    put(said);
  };
  const [first] = own.suggestions;
  const isDim = state.dim === 'others';
  return (
    <div className={styles.line} role="group" aria-label={ownTexts.whose()}>
      {own.asks ? (
        <>
          <span className={styles.question} title={ownTexts.ask(visible(first.package))}>
            {ownTexts.ask(shortened(first.package))}
          </span>
          <Button size="sm" variant="secondary" onClick={() => say({ package: first.package, word: 'yes' })}>
            {ownTexts.yes()}
          </Button>
          <Button size="sm" variant="secondary" onClick={() => say({ package: first.package, word: 'no' })}>
            {ownTexts.no()}
          </Button>
        </>
      ) : null}
      {last !== undefined && wordOf(last.said.package) === last.said.word && (
        <Button
          size="sm"
          variant="secondary"
          icon="history-alt"
          tooltip={ownTexts.undoHelp(last.said.package)}
          onClick={() => {
            put(last.before);
            setLast(undefined);
          }}
        >
          {ownTexts.undo()}
        </Button>
      )}
      <Toggletip
        title={ownTexts.whose()}
        content={<Packages own={own} facts={facts} onSay={say} />}
        placement="bottom-start"
        fitContent
      >
        <button
          type="button"
          className={styles.shares}
          title={sharesText(own, facts)}
          aria-label={sharesText(own, facts)}
        >
          {own.asks ? (
            <Icon name="info-circle" size="sm" />
          ) : own.ownership.modules.size + own.words.size === 0 ? (
            ownTexts.nothing()
          ) : (
            sharesText(own, facts)
          )}
        </button>
      </Toggletip>
      {(!own.asks || isDim) && (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={isDim ? 'check' : undefined}
          aria-pressed={isDim}
          onClick={() => onChange({ dim: isDim ? undefined : 'others' })}
        >
          {ownTexts.dim()}
        </Button>
      )}
    </div>
  );
}

/** So much of a package's name leaves the rest of the question in sight, letters; its end tells more than its beginning. */
const MOST_LETTERS = 30;
const shortened = (name: string) => (name.length > MOST_LETTERS ? `…${name.slice(1 - MOST_LETTERS)}` : name);

/** The parts of the whole; what is left out of the sum has its own. */
function sharesText({ charges, leftOut }: OwnModel, facts: ProfileFacts): string {
  const { gc, scheduler, idle, library, runtime, kernel } = charges.none;
  const share = (value: number) => shareText(value, facts);
  const parts = [
    ownTexts.own(share(charges.ownTotal)),
    ownTexts.libraries(share(library)),
    ownTexts.runtime(share(gc + scheduler + runtime + kernel + idle - leftOut)),
    ...(leftOut > 0 ? [ownTexts.idle(share(leftOut))] : []),
  ];
  return parts.join(' · ');
}

interface PackagesProps {
  own: OwnModel;
  facts: ProfileFacts;
  onSay(word: OwnWord): void;
}

/** Every package that was decided, with what decided it, and those that might be own. */
function Packages({ own, facts, onSay }: PackagesProps) {
  const styles = useStyles2(getStyles);
  const said = [...own.words].map(([name, word]): Row => ({ name, word, by: 'word' }));
  const found = [...own.ownership.modules]
    .filter(([name]) => name !== '' && !own.words.has(name))
    .map(([name, by]): Row => ({ name, word: 'yes', by }));
  const open = own.suggestions.map(({ package: name, total }): Row => ({ name, word: undefined, total }));
  const listed = [...said, ...found, ...open];
  return (
    <div className={styles.packages}>
      <p>{sharesText(own, facts)}</p>
      <p className={styles.why}>{ownTexts.explanation()}</p>
      {said.length + found.length === 0 && <p>{ownTexts.nothing()}</p>}
      {listed.map(({ name, word, by, total = 0 }) => (
        <div key={name} className={styles.package}>
          <span className={styles.name} title={visible(name)}>
            {visible(name)}
          </span>
          <span className={styles.why}>
            {by === undefined ? ownTexts.onStack(shareText(total, facts)) : ownTexts.decided(by)}
            {by === 'word' && (
              <Button
                size="sm"
                variant="secondary"
                fill="text"
                aria-label={ownTexts.asToldOf(name)}
                onClick={() => onSay({ package: name, word: 'default' })}
              >
                {ownTexts.asTold()}
              </Button>
            )}
          </span>
          <Words name={name} word={word} onSay={onSay} />
        </div>
      ))}
      <Other own={own} listed={listed} onSay={onSay} />
    </div>
  );
}

/** So many packages are offered at once; more letters find the others. */
const MOST_OFFERED = 50;

/** At the end of what is written, as a directory may be: a package has none. */
const SEPARATORS = /(.)[/.:\\$]+$/;

/** Any other package, or a part of one that is listed: what is generated, middleware, a vendored fork. */
function Other({ own, listed, onSay }: Omit<PackagesProps, 'facts'> & { listed: readonly Row[] }) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const offered = useId();
  const packages = [...own.ownership.packages];
  const written = text.trim();
  const name = written.replace(SEPARATORS, '$1');
  return (
    <div className={styles.package}>
      <Input
        className={styles.other}
        value={text}
        aria-label={ownTexts.other()}
        placeholder={ownTexts.other()}
        list={offered}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={offered}>
        {packages
          .filter((each) => each !== '' && each.includes(written))
          .sort()
          .slice(0, MOST_OFFERED)
          .map((each) => (
            <option key={each} value={each} />
          ))}
      </datalist>
      <Words
        name={name}
        label={listed.some((row) => row.name === name) ? ownTexts.other() : undefined}
        word={listed.find((row) => row.name === name)?.word ?? wordFor(name, own.words)?.word}
        disabled={name === '' || !packages.some((each) => isInside(each, name))}
        onSay={(word) => {
          setText('');
          onSay(word);
        }}
      />
    </div>
  );
}

interface WordsProps extends Pick<PackagesProps, 'onSay'> {
  name: string;
  word: Word | undefined;
  /** Where another group has the name's. */
  label?: string;
  disabled?: boolean;
}

function Words({ name, word, label = name || ownTexts.other(), disabled, onSay }: WordsProps) {
  return (
    <RadioButtonGroup<Word>
      size="sm"
      aria-label={ownTexts.whoseIs(label)}
      disabled={disabled}
      options={WORDS.map((value) => ({
        value,
        label: ownTexts.word(value),
        description: ownTexts.wordHelp(value),
      }))}
      value={word}
      onChange={(chosen) => onSay({ package: name, word: chosen })}
    />
  );
}

interface Row {
  name: string;
  /** undefined: it could be own. */
  word: Word | undefined;
  by?: DecidedBy;
  /** On whose stacks it is, where nothing decided. */
  total?: number;
}

const WORDS: readonly Word[] = ['yes', 'through', 'no'];

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    // One line, whatever is known by now: with a second one the table would move when the whole profile comes, or a refresh. What is
    // asked has its room: shares that rest on the answer are in what the icon opens.
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 28,
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  question: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', color: theme.colors.text.primary }),
  shares: css({
    flex: '0 99 auto',
    minWidth: 16,
    minHeight: 24,
    textAlign: 'left',
    background: 'none',
    border: 'none',
    padding: 0,
    font: 'inherit',
    color: 'inherit',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    textDecoration: 'underline dotted',
    textUnderlineOffset: 3,
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  packages: css({ maxHeight: '40vh', overflowY: 'auto', width: 'min(560px, 85vw)' }),
  package: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(0.5, 0),
    '& > :nth-child(3)': { gridColumn: 2, gridRow: '1 / span 2' },
  }),
  other: css({ gridRow: '1 / span 2' }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  why: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
