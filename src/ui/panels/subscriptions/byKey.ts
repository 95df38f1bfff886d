import type { MouseEvent } from 'react';
import { focusTarget } from '../../kit/page/focus.ts';

/**
 * The pressed button disappears unless it `stays`. From the keyboard, the focus then moves to the field for the next
 * filter.
 */
export function byKey(run: () => void, stays = false): (event: MouseEvent) => void {
  return ({ detail }) => {
    run();
    if (detail === 0 && !stays) focusTarget('topic-filter');
  };
}
