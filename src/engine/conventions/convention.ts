/** What an ecosystem lays down over MQTT, as far as the engine asks. Each part may be missing. */
import type { ConnectPacket } from '../../mqtt/packet.ts';
import type { Part } from '../../mqtt/part.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/deliveries.ts';

export interface Convention {
  /** By which its requests are asked for. */
  readonly id: string;
  /** In which messages secrets are handed out. */
  readonly secrets?: SecretDeliveries;
  /** Who a client is at every sign-in; undefined: its client identifier says it. Asked of each CONNECT. */
  readonly ownerOf?: (connect: Pick<ConnectPacket, 'clientId' | 'userName'>) => string | undefined;
  /**
   * Whether topics begin with a slash there. Asked where one does, once for each topic of a connection.
   * @param owner who publishes to it
   */
  readonly hasLeadingSlash?: (topic: string, owner: string) => boolean;
  /** Requests and their replies, which are paired. */
  readonly requests?: RequestConvention;
}

export interface RequestConvention {
  /** µs after which a reply is not waited for any more. */
  readonly patience: number;
  /** What the names of the topics begin with on which something is asked or answered. */
  readonly beginnings: readonly string[];
  /** Loaded with the first such name. */
  readonly meaningOf: Part<MeaningOf>;
}

/** Asked once for each topic name with one of the beginnings; undefined: nothing is asked or answered there. */
export type MeaningOf = (topic: string) => TopicMeaning | undefined;

/** What messages on a topic are about. */
export interface TopicMeaning {
  /** A word of the convention's own. */
  readonly kind: string;
  /** What is asked for or told, by the name that it has there. */
  readonly identifier: string | undefined;
  /** Empty: the topic names none. */
  readonly device: string;
  /** Where replies to a request come; undefined: none do, or it is not known. */
  readonly replyTopic: string | undefined;
  /** The device is called, or told something that matters to whoever plays it. */
  readonly isForDevice: boolean;
  /** undefined: neither a request nor a reply. The payload may be anything. */
  readonly read: (payload: Uint8Array) => MessageFacts | undefined;
}

/** What of a message is needed to pair it, and how a reply came out. */
export interface MessageFacts {
  readonly role: 'request' | 'reply' | 'either';
  /** undefined: replies come in the order of the requests. */
  readonly id: string | undefined;
  readonly code: number | undefined;
  /** The code says that it did not work out. */
  readonly isFailure: boolean;
  /** What it says beside its code; its beginning. */
  readonly message: string | undefined;
  readonly wantsReply: boolean;
  /** A reply that comes also where nobody asked: alone it says nothing. */
  readonly comesUnasked?: boolean;
}
