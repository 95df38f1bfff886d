import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';

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
