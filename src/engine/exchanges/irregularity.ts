/** What the follower of exchanges notices that the standard forbids or that is odd; rules of problems name it. */

export type IrregularityKind =
  /** An acknowledgement whose packet identifier nothing waits for. */
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
  /** DUP on a PUBLISH whose first sending this capture, from the session's start, never saw. */
  | 'dup-on-first'
  /** PUBLISH again after its PUBREC (4.3.3). */
  | 'publish-after-pubrec'
  /** A client acknowledged in another order than received (4.6). */
  | 'ack-order'
  /** A server did, which 4.6 does not forbid. */
  | 'server-ack-order'
  /** SUBACK or UNSUBACK with another number of codes than there were filters. */
  | 'code-count'
  /** A code above the QoS that was asked for. */
  | 'granted-above-requested'
  /** PINGRESP without PINGREQ. */
  | 'unexpected-pingresp'
  /** CONNACK without CONNECT, or a second one. */
  | 'unexpected-connack'
  /** AUTH that nothing asked for. */
  | 'unexpected-auth';

export interface Irregularity {
  readonly kind: IrregularityKind;
  /** The packet that shows it. */
  readonly packet: number;
  /** An earlier packet that it clashes with. */
  readonly other: number | undefined;
}
