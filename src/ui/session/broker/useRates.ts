import { useState } from 'react';
import type { ClientRow, SubscriptionRow } from '../../../broker/control/views.ts';
import { type Rates, type SubscriptionRates, withAnswer, withSubscriptions } from './rates.ts';

interface Answer<R> {
  /** ms of the broker's clock. */
  readonly time: number;
  readonly rows: readonly R[];
}

/** Rates by connection from this answer and previous ones. */
export const useRates = (answer: Answer<ClientRow> | undefined): Rates =>
  useMeasured(answer, NO_RATES, withAnswer);

/** The same by subscription. */
export const useSubscriptionRates = (
  answer: Answer<SubscriptionRow> | undefined,
): SubscriptionRates => useMeasured(answer, NO_SUBSCRIPTION_RATES, withSubscriptions);

const NO_RATES: Rates = new Map();
const NO_SUBSCRIPTION_RATES: SubscriptionRates = new Map();

function useMeasured<R, M>(
  answer: Answer<R> | undefined,
  none: M,
  withRows: (before: M, time: number, rows: readonly R[]) => M,
): M {
  const [rates, setRates] = useState(none);
  const [seen, setSeen] = useState<number>();
  if (answer === undefined || seen === answer.time) return rates;
  const next = withRows(rates, answer.time, answer.rows);
  setSeen(answer.time);
  setRates(next);
  return next;
}
