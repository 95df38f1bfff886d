/** Decisions about connections, messages and subscriptions, and the reasons of refusals. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Limits } from '../memory/limits.ts';

/**
 * Why something is refused. `reasonCode` is one of MQTT 5 (0x80 or above); a client of an older
 * version gets the nearest return code that its version has (3.2.2.3 of 3.1.1), or `returnCode`
 * where that is given.
 */
export interface Refusal {
  readonly reasonCode: number;
  readonly returnCode?: 1 | 2 | 3 | 4 | 5;
  /** Sent to MQTT 5 clients that have not turned problem information off. Must hold no secrets. */
  readonly reasonString?: string;
  /** Where else to go, with 0x9C or 0x9D (4.11). */
  readonly serverReference?: string;
  /** The limit that it goes beyond: whoever reports the refusal names it. */
  readonly limit?: keyof Limits;
}

export type Verdict = 'ok' | Refusal;

/** Of a PUBLISH. `not-retained`: it goes on as if RETAIN were 0. */
export type PublishVerdict = 'ok' | 'not-retained' | PublishRefusal;

export interface PublishRefusal extends Refusal {
  /** In place of the acknowledgement: none at all, or the end of the connection. */
  readonly by?: 'silence' | 'disconnect';
}

/** Of one filter in a SUBSCRIBE. `granted`: what SUBACK says, whatever was asked for. */
export type SubscribeVerdict = Verdict | { readonly granted: QoS };
