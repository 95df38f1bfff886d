import { Fragment } from 'react';
import { controlsIn } from '../../../base/visibleText.ts';
import { Tag } from './Tag.tsx';

/** Text from `visibleText` or `visibleName`. Each control character is a tag such as `\\r`. */
export function VisibleText({ text }: { readonly text: string }) {
  return controlsIn(text).map((part, at) => (
    <Fragment key={at}>
      {typeof part === 'string' ? part : <Tag tone="warn">{part.escape}</Tag>}
    </Fragment>
  ));
}
