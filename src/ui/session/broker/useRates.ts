import { useState } from 'react';
import type { ClientRow } from '../../../broker/control/views.ts';
import { NO_RATES, type Rates, withAnswer } from './rates.ts';

interface Answer {
  /** ms of the broker's clock. */
  readonly time: number;
  readonly rows: readonly ClientRow[];
}

/** Rates by connection from this answer and previous ones. */
export function useRates(answer: Answer | undefined): Rates {
  const [rates, setRates] = useState(NO_RATES);
  const [seen, setSeen] = useState<number>();
  if (answer === undefined || seen === answer.time) return rates;
  const next = withAnswer(rates, answer.time, answer.rows);
  setSeen(answer.time);
  setRates(next);
  return next;
}
