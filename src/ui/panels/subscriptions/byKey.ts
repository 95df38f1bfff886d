import type { MouseEvent } from 'react';
import { focusTarget } from '../../kit/page/focus.ts';

/** The pressed button disappears. From the keyboard, the focus moves to the field for the next filter. */
export function byKey(run: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    run();
    if (detail === 0) focusTarget('topic-filter');
  };
}
