import { useState } from 'react';
import type { ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT } from '../../kit/rows/listLayout.ts';
import type { Listed, ListPart } from '../../kit/rows/listPart.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { useAsked } from './brokers.ts';

export interface Page {
  readonly first: number;
  readonly count: number;
}

/** Rows per request: more than a screen, so that a little scrolling requests nothing. */
const PAGE = 150;
const STEP = 50;

function pageAround(from: number): Page {
  return { first: Math.max(0, Math.floor(from / STEP) * STEP), count: PAGE };
}

/**
 * A list at the broker that requests only the rows around the visible ones. `of` identifies the list; another list,
 * such as another search, starts at its first row.
 */
export function usePaged<T extends ControlReply, R>(
  connectionId: string,
  layout: ListLayout,
  of: string,
  ask: (page: Page) => ControlCommand,
  read: (reply: ControlReply | undefined) => (T & ListPart<R>) | undefined,
): Listed<R> & { readonly reply: T | undefined } {
  const [page, setPage] = useState<Page>({ first: 0, count: PAGE });
  const reply = read(useAsked(connectionId, ask(page)));
  const rows = useRows({
    count: reply?.total ?? 0,
    of,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const wanted = pageAround(rows.from);
  if (wanted.first !== page.first) setPage(wanted);
  return { ...rows, part: reply, reply };
}

/** A list that is fully loaded. */
export function useWhole<R>(
  all: readonly R[] | undefined,
  layout: ListLayout,
  of: string,
): Listed<R> {
  const rows = useRows({
    count: all?.length ?? 0,
    of,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const part = all && { first: 0, total: all.length, rows: all };
  return { ...rows, part };
}
