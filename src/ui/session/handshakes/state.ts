/** State of the strip above the exchanges, and the time after which an exchange counts as stuck. */
import { create } from 'zustand';
import type { LatencyRequest } from '../../../engine/exchanges/exchange.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { perConnection } from '../connection/perConnection.ts';

interface ExchangeStripState {
  /** It shows the owed packets and the histogram. */
  readonly isOpen: boolean;
  readonly latency: LatencyRequest;
}

const strips = perConnection<ExchangeStripState>({
  isOpen: false,
  latency: { kind: 'all', direction: 'both' },
});

export const useExchangeStrip = strips.use;
export const setExchangeStrip = strips.change;

/** Seconds. */
const STUCK_AFTER = 5;
const STUCK_LIMITS = [0.1, 86_400] as const;
const STUCK_KEY = 'stuckAfter';

export function isStuckAfter(seconds: unknown): seconds is number {
  const [least, most] = STUCK_LIMITS;
  return typeof seconds === 'number' && seconds >= least && seconds <= most;
}

export const useStuckAfter = create<{ readonly seconds: number }>()(() => {
  const kept = remembered(STUCK_KEY);
  return { seconds: isStuckAfter(kept) ? kept : STUCK_AFTER };
});

export function setStuckAfter(seconds: number): void {
  useStuckAfter.setState({ seconds });
  remember(STUCK_KEY, seconds);
}
