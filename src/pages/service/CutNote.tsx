import { Button, Spinner, Tooltip } from '@grafana/ui';
import React from 'react';
import { formatShare } from '../../flamegraph/share';
import { notLoadedValue } from '../../profile/notLoaded';
import { cutTexts, failureText } from './cutTexts';
import { type WholePicture } from './useWhole';

interface CutNoteProps {
  picture: WholePicture;
  /** of texts */
  className: string;
}

/** How much of a picture is not there, why, and how to get it. */
export function CutNote({ picture: { answer, failure, loading, loadAll }, className }: CutNoteProps) {
  const share = formatShare(notLoadedValue(answer.profile), answer.profile.total[0], false);
  const text = cutTexts.lowerBounds(share, failureText(failure));
  return (
    <>
      <Tooltip content={text}>
        <span className={className} tabIndex={0}>
          {text}
        </span>
      </Tooltip>
      {loading ? (
        <>
          <Spinner inline />
          <span className={className} role="status">
            {cutTexts.loading(loading.bytes)}
          </span>
          <Button size="sm" variant="secondary" fill="text" onClick={loading.cancel}>
            {cutTexts.cancel()}
          </Button>
        </>
      ) : (
        loadAll && (
          <Button size="sm" variant="secondary" fill="text" onClick={loadAll}>
            {cutTexts.loadAll()}
          </Button>
        )
      )}
    </>
  );
}
