/** Packet identifiers of QoS 2 messages that came in and await PUBREL: part of the session (4.1). */
export type ReceivedIds = Set<number>;
