import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Spinner, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useSame, useStableCallback } from '../../flamegraph/view/stable';
import { t } from '../../i18n';
import { type Path } from '../../profile/path';
import { isNotAllowed } from '../../pyroscope/errors';
import { lineOf } from '../common/FailedAnswer';
import { type ShownGraph } from './questions';
import { useCalm } from './useWhole';

interface BelowFocusProps {
  /** cut by the server */
  base: ShownGraph;
  /** path of the focused frame */
  focus: Path;
  /** The graph with more below that frame. */
  onMore(answer: ShownGraph): void;
}

/** Asks for what was cut below the focused frame, and says that it does. */
export function BelowFocus({ base, focus, onMore }: BelowFocusProps) {
  const styles = useStyles2(getStyles);
  const path = useSame(focus);
  const tell = useStableCallback(onMore);
  const whenCalm = useCalm();
  const [asked, setAsked] = useState<{ path: Path; base: ShownGraph; end?: { failure: unknown } }>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const show = (end?: { failure: unknown }) => !signal.aborted && setAsked({ path, base, end });
    let shown = Promise.resolve();
    const onAnswer = (more: ShownGraph) => {
      show();
      shown = whenCalm(() => !signal.aborted).then(() => {
        if (!signal.aborted) {
          tell(more);
        }
      });
    };
    base.below?.(path, { signal, onAsking: show, onAnswer }).then(
      () => shown.then(() => show({ failure: undefined })),
      (failure: unknown) => show({ failure })
    );
    return () => controller.abort();
  }, [base, path, tell, whenCalm]);
  if (asked?.path !== path || asked.base !== base) {
    return null;
  }
  const text = asked.end ? failureText(asked.end.failure) : t('below.loading', 'Loading more below the focused frame');
  return text === undefined ? null : (
    <span className={styles.note} role="status" title={text}>
      {!asked.end && <Spinner inline />} {text}
    </span>
  );
}

/** Where the proxy is refused, the whole profile is as well, and that is said. */
function failureText(failure: unknown): string | undefined {
  if (failure === undefined || isNotAllowed(failure)) {
    return undefined;
  }
  const words = lineOf(failure);
  return t('below.failed-words', 'More below the focused frame could not be loaded ({{words}})', { words });
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    minWidth: 16,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
});
