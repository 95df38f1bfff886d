import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';

/** px from the upper edge of a packet to the baseline of its name. */
export const LABEL = 12;
/** px from the times to the lifeline of the client. */
export const TIME_GAP = 10;

/** Measures shared by all parts of a diagram. */
export interface Frame {
  readonly detail: ExchangeDetail;
  /** ms since 1970. */
  readonly origin: number;
  /** µs since the capture's origin. */
  readonly now: number;
  /** Places of the lifelines, px. */
  readonly client: number;
  readonly broker: number;
  /** undefined: the other end of the message is not drawn. */
  readonly far: number | undefined;
  readonly width: number;
  /** Number of steps that were there when the exchange was shown first. */
  readonly firstSteps: number;
  /** The same for packets of the other end. */
  readonly firstFar: number;
  /** Number of the selected packet. */
  readonly selected: number | undefined;
}
