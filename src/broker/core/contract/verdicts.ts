/** Decisions about connections, messages and subscriptions, and reasons of refusals. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Limits } from '../memory/limits.ts';

/**
 * Reason of a refusal. `reasonCode` is one of MQTT 5 (0x80 or above). A client of an older version gets the
 * nearest return code of its version (3.2.2.3 of 3.1.1), or `returnCode` if given.
 */
export interface Refusal {
  readonly reasonCode: number;
  readonly returnCode?: 1 | 2 | 3 | 4 | 5;
  /** Sent to MQTT 5 clients that have not turned problem information off. Must contain no secrets. */
  readonly reasonString?: string;
  /** Another server to use, with 0x9C or 0x9D (4.11). */
  readonly serverReference?: string;
  /** The exceeded limit, for reports of the refusal. */
  readonly limit?: keyof Limits;
}

export type Verdict = 'ok' | Refusal;

/** Decision about a PUBLISH. `not-retained`: handled as if RETAIN were 0. */
export type PublishVerdict = 'ok' | 'not-retained' | PublishRefusal;

export interface PublishRefusal extends Refusal {
  /** Instead of the acknowledgement: none at all, or the end of the connection. */
  readonly by?: 'silence' | 'disconnect';
}

/**
 * Decision about one filter of a SUBSCRIBE. `granted`: the QoS in SUBACK, whatever was requested. `noLocal`: the
 * client does not get its own messages.
 */
export type SubscribeVerdict = Verdict | { readonly granted: QoS; readonly noLocal?: boolean };
