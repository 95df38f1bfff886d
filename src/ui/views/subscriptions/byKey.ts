import type { MouseEvent } from 'react';
import { focusTarget } from '../../kit/focus.ts';

/** What was pressed goes away: from the keyboard, the focus goes on to where the next filter is typed. */
export function byKey(run: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    run();
    if (detail === 0) focusTarget('topic-filter');
  };
}
