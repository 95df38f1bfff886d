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
  readonly width: number;
  /** Number of steps that were there when the exchange was shown first. */
  readonly firstSteps: number;
  /** Number of the selected packet. */
  readonly selected: number | undefined;
}
