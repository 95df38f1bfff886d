import { useState } from 'react';
import type { Rows } from '../../../kit/rows/useRows.ts';

interface Standing {
  /** Messages that arrived since the list showed its newest row. */
  readonly arrived: number;
  /** Returns to the newest row, unless the user has scrolled. */
  readonly returnToNewest: () => void;
}

/** A list with its newest row on screen follows. It holds still under the pointer and while a row is selected. */
export function useHeldList(messages: number, { top, show }: Rows, isFollowing: boolean): Standing {
  const [atNewest, setAtNewest] = useState(messages);
  if (top === 0 && atNewest !== messages) setAtNewest(messages);
  const arrived = top === 0 ? 0 : messages - atNewest;
  return {
    arrived,
    returnToNewest: () => {
      if (isFollowing && top === arrived) show(0);
    },
  };
}
