/** State of the Handshakes view per connection, and the time after which an exchange counts as stuck. */
import { create } from 'zustand';
import type { ExchangeShow, LatencyRequest } from '../../../engine/exchanges/exchange.ts';
import type { PairShow } from '../../../engine/requestResponse/pair.ts';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { perConnection } from '../connection/perConnection.ts';

/** Part next to or below the list when there is no room for all parts. */
export type HandshakePart = 'steps' | 'explanation' | 'latency' | 'in-flight';

interface HandshakesState {
  /** Exchanges of packets, or requests with their replies (MQTT 5 or conventions). */
  readonly list: 'exchanges' | 'replies' | 'pairs';
  /** Filter of MQTT 5 requests. */
  readonly replyShow: ReplyShow;
  readonly replySearch: string;
  /** Filter of conventions' requests, and the first packet of the selected one. */
  readonly pairShow: PairShow;
  readonly pairSearch: string;
  readonly pairChosen: number | undefined;
  readonly show: ExchangeShow;
  readonly search: string;
  readonly latency: LatencyRequest;
  readonly part: HandshakePart;
}

const FIRST: HandshakesState = {
  list: 'exchanges',
  replyShow: 'all',
  replySearch: '',
  pairShow: 'all',
  pairSearch: '',
  pairChosen: undefined,
  show: 'all',
  search: '',
  latency: { kind: 'all', direction: 'both' },
  part: 'steps',
};

const states = perConnection(FIRST);

export const useHandshakes = states.use;

export const handshakesOf = states.of;
export const setHandshakes = states.change;

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
