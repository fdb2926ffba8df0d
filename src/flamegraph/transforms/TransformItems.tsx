import { Menu } from '@grafana/ui';
import React from 'react';
import type { Transform, TransformKind } from '../../profile/transforms/transforms';
import type { ProfileViewState } from '../types';
import { transformTexts } from './texts';

export interface TransformItemsProps {
  /** The symbol that a menu is of. */
  name: string | undefined;
  search: ProfileViewState['search'];
  /** Whose code it is, is known. */
  hasOwn: boolean;
  onAdd(transform: Transform): void;
}

/** What can be done to the picture, of one symbol, of what is searched for, and of all. */
export function TransformItems({ name, search, hasOwn, onAdd }: TransformItemsProps) {
  const item = (label: string, transform: Transform) => <Menu.Item label={label} onClick={() => onAdd(transform)} />;
  const ofName = (label: string, kind: TransformKind) => item(label, { kind, about: name });
  const text = search?.text ?? '';
  const pattern = search?.regex ? text : escaped(text);
  const ofMatches = (label: string, kind: TransformKind) => item(label, { kind, about: pattern, regex: true });
  return (
    <>
      {name !== undefined && (
        <>
          {ofName(transformTexts.keep(), 'keep')}
          {ofName(transformTexts.hide(), 'hide')}
          {ofName(transformTexts.merge(), 'merge')}
          {ofName(transformTexts.dropAbove(), 'drop-above')}
          {ofName(transformTexts.dropBelow(), 'drop-below')}
          {ofName(transformTexts.flatten(), 'flatten')}
          <Menu.Divider />
        </>
      )}
      {item(transformTexts.flattenAll(), { kind: 'flatten' })}
      {item(transformTexts.packages(), { kind: 'packages' })}
      {hasOwn && item(transformTexts.own(), { kind: 'own' })}
      {text !== '' && (
        <>
          <Menu.Divider />
          {ofMatches(transformTexts.keepMatches(text), 'keep')}
          {ofMatches(transformTexts.hideMatches(text), 'hide')}
          {ofMatches(transformTexts.mergeMatches(text), 'merge')}
        </>
      )}
    </>
  );
}

/** What is searched for literally, as a pattern. */
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
