import { ClipboardButton } from '@grafana/ui';
import React from 'react';

interface CopyButtonProps {
  getText(): string;
  label: string;
  children?: React.ReactNode;
}

/** Grafana's own button: it copies on plain http too, where browsers have no clipboard. */
export function CopyButton({ getText, label, children }: CopyButtonProps) {
  return (
    <ClipboardButton icon="copy" variant="secondary" fill="text" size="sm" getText={getText} aria-label={label}>
      {children}
    </ClipboardButton>
  );
}
