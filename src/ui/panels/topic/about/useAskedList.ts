import { useState } from 'react';
import type { AnswerTo, Question } from '../../../../connection/environment/questions.ts';
import type { RowRange } from '../../../../engine/lists/rowRange.ts';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT } from '../../../kit/rows/listLayout.ts';
import { type Rows, useRows } from '../../../kit/rows/useRows.ts';
import { useAskedAgain } from '../../../session/useAskedAgain.ts';

type ListQuestion = Question<'retained-list' | 'topic-levels' | 'traffic'>;

interface AskedList<Q extends ListQuestion> {
  readonly layout: ListLayout;
  /** Identity of the list. A different list starts at its top. */
  readonly of: string;
  /** ms between two answers. */
  readonly everyMs: number;
  /** undefined: nothing is asked. */
  readonly question: (range: RowRange) => Q | undefined;
}

/** Rows that are asked for before it is known how many fit. */
const LEAST = 40;

/** A list that polls its visible rows. */
export function useAskedList<Q extends ListQuestion>(
  connectionId: string,
  { layout, of, everyMs, question }: AskedList<Q>,
): Rows & { readonly part: AnswerTo<Q> | undefined } {
  const [total, setTotal] = useState(0);
  const rows = useRows({
    count: total,
    of,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const range = { first: rows.from, count: Math.max(rows.to - rows.from, LEAST) };
  const part = useAskedAgain(connectionId, question(range), { of, everyMs });
  if (part !== undefined && part.total !== total) setTotal(part.total);
  return { ...rows, part };
}
