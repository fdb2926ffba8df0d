import { TagsInput } from '@grafana/ui';
import React, { type ComponentProps } from 'react';
import { useInvalid } from '../common/useInvalid';

/** Several short texts, as the child of a `Field`. */
export function Tags(props: ComponentProps<typeof TagsInput>) {
  return (
    <div ref={useInvalid<HTMLDivElement>(props.invalid)}>
      <TagsInput {...props} />
    </div>
  );
}
