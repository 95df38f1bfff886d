/**
 * Irregularities that the follower of exchanges detects: violations of the standard and oddities. Rules of
 * problems name them.
 */

export type IrregularityKind =
  /** An acknowledgement without an open exchange for its packet identifier. */
  | 'unexpected-ack'
  /** PUBACK for a PUBLISH of QoS 2. */
  | 'puback-for-qos2'
  /** PUBREC, PUBREL or PUBCOMP for a PUBLISH of QoS 1. */
  | 'pubrec-for-qos1'
  | 'pubrel-without-pubrec'
  | 'pubcomp-without-pubrel'
  /** A second answer to the same packet. */
  | 'answered-twice'
  /** A new PUBLISH, SUBSCRIBE or UNSUBSCRIBE under an identifier that is in flight. */
  | 'identifier-in-use'
  /** A PUBLISH with DUP whose topic, QoS, retain flag or payload differs from the first. */
  | 'redelivery-differs'
  /** A redelivery without DUP. */
  | 'redelivery-without-dup'
  /** PUBLISH or PUBREL again while the connection lasted (4.4): MQTT 5 forbids it. */
  | 'redelivery-in-connection'
  /** DUP on a PUBLISH that was never sent before, in a capture from the session's start. */
  | 'dup-on-first'
  /** PUBLISH again after its PUBREC (4.3.3). */
  | 'publish-after-pubrec'
  /** A PUBLISH with DUP that was acknowledged. The acknowledgement may be lost. */
  | 'redelivery-of-answered'
  /** The same, although its sender got the acknowledgement (4.4). */
  | 'redelivery-after-answer'
  /** A client acknowledged in another order than it received (4.6). */
  | 'ack-order'
  /** A server acknowledged in another order, which 4.6 does not forbid. */
  | 'server-ack-order'
  /** SUBACK or UNSUBACK whose number of codes differs from the number of filters. */
  | 'code-count'
  /** A code above the requested QoS. */
  | 'granted-above-requested'
  /** PINGRESP without PINGREQ. */
  | 'unexpected-pingresp'
  /** CONNACK without CONNECT, or a second one. */
  | 'unexpected-connack'
  /** AUTH without a request. */
  | 'unexpected-auth';

export interface Irregularity {
  readonly kind: IrregularityKind;
  /** The packet that shows it. */
  readonly packet: number;
  /** An earlier packet that it conflicts with. */
  readonly other: number | undefined;
  /** The open packet identifier with the same bytes in the other order. */
  readonly swapped?: number | undefined;
}
