/**
 * The contract of a convention: everything that the engine asks about an ecosystem on top of MQTT. Each part
 * is optional.
 */
import type { Lazy } from '../../base/lazy.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { DescribedChain } from '../../payload/chains/rules.ts';
import type { Wording } from '../devices/device.ts';
import type { DeviceBook } from '../devices/deviceBook.ts';
import type { ConventionLimit } from '../findings/conventionLimit.ts';
import type { ConventionFinding } from '../findings/findings.ts';
import type { ProblemSeverity } from '../findings/problem.ts';
import type { Subscribed } from './storedMessage.ts';

/** Limit of values that a convention reads from one message, over all devices. */
export const MOST_VALUES = 100_000;

export interface Convention {
  /** Key of its requests and devices. */
  readonly id: string;
  /** Name as its makers write it. */
  readonly name: string;
  /** Messages that deliver secrets. */
  readonly secrets?: SecretDeliveries;
  /**
   * Identity of a client that is the same at every sign-in; undefined: its client identifier. Called for each
   * CONNECT.
   */
  readonly ownerOf?: (connect: Pick<ConnectPacket, 'clientId' | 'userName'>) => string | undefined;
  /**
   * True if topics begin with a slash in this ecosystem. Called only if one does, once for each topic of a
   * connection.
   * @param owner the client that publishes to it
   */
  readonly hasLeadingSlash?: (topic: string, owner: string) => boolean;
  /** True if the server sends messages on the topic to that client without a SUBSCRIBE. */
  readonly isSentUnasked?: (topic: string, clientId: string) => boolean;
  /** Meaning of its topics, for pairing requests with replies and for recognising devices. */
  readonly topics?: TopicConvention;
}

export interface TopicConvention {
  /** Time to wait for a reply, µs. */
  readonly patience: number;
  /** Prefixes of its topic names. */
  readonly beginnings: readonly string[];
  /** Form of further topics. Linear in their length, because it is tested for each new topic. */
  readonly form?: RegExp | undefined;
  /** Prefixes of the topics whose messages are read as other messages describe (`ConventionReports.reads`). */
  readonly described?: readonly string[];
  /** Loaded with the first matching name. */
  readonly meaning: Lazy<Meaning>;
}

export interface Meaning {
  readonly of: MeaningOf;
  /** Follows the devices in all messages of a capture. Without it, each topic is read separately. */
  readonly follow?: Follow;
}

/**
 * Created once per capture. The result is called with each message on a topic that has a meaning, and with
 * each will. After Clear it continues with an empty book. After undoing Clear it starts over.
 */
type Follow = (book: DeviceBook, reports: ConventionReports) => Follower;

/** @param onTooMuch called if the message exceeds a limit */
export type Follower = (message: MessageArrival, onTooMuch: OnTooMuch) => void;

/** Reports that a convention makes in addition to its book. */
export interface ConventionReports {
  /** Reports a violation of one of the convention's rules. Has no effect while the recording is stopped. */
  readonly report: (found: ConventionProblem, message: ReportedMessage) => void;
  /**
   * Calls `hear` with each message on a topic that another message names, which may belong to another
   * convention, and at once with the last one. Undefined ends that.
   */
  readonly hears: (topic: string, hear: Hear | undefined) => void;
  /**
   * Calls `settle` at the end of the capture, and in a live one when its problems are listed. For findings that a
   * later message may refute.
   */
  readonly settles: (settle: Settle) => void;
  /** Sets how all messages of a topic are read, including earlier ones. */
  readonly reads: (topic: string, by: DescribedChain) => void;
  /** The last reading set for a topic. It is the only state that survives Clear. */
  readonly told: (topic: string) => DescribedChain | undefined;
}

interface ReportedMessage extends Pick<MessageArrival, 'number' | 'stream' | 'time'> {
  /** Empty or absent: the finding is not listed with a device. */
  readonly meaning?: Pick<TopicMeaning, 'device'>;
}

/** A message on a topic that a convention hears. Secrets in its payload are overwritten. */
export type HeardMessage = Pick<MessageArrival, 'number' | 'stream' | 'time' | 'payload'>;

export type Hear = (message: HeardMessage) => void;

/**
 * @param now µs since the capture's origin
 * @param isOver no message comes any more
 */
export type Settle = (now: number, isOver: boolean) => void;

/** Texts of its rule are in `i18n`, by its id. */
export interface ConventionProblem {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** Number in the convention's specification. */
  readonly statement: string;
  readonly finding: ConventionFinding;
  /** Another packet that is involved. */
  readonly other?: number | undefined;
}

/**
 * Called once for each topic name that has one of the prefixes or the form. Undefined: not a topic of the
 * convention.
 */
export type MeaningOf = (topic: string) => TopicMeaning | undefined;

/** A PUBLISH on a topic of a convention, or a CONNECT with a will on one. */
export interface MessageArrival {
  /** Its number in the packet log; 0: the recording is stopped. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  /** The client identifier of its connection; empty if it is not known. */
  readonly client: string;
  readonly direction: 'in' | 'out';
  readonly topic: string;
  readonly meaning: TopicMeaning;
  readonly payload: Uint8Array;
  readonly qos: number;
  /** Its DUP flag. */
  readonly dup: boolean;
  /** Its RETAIN flag. */
  readonly retain: boolean;
  /** The server may have stored it before the client subscribed, so it may be outdated. */
  readonly isStored: boolean;
  /** Subscriptions of the session when the message arrived. */
  readonly subscriptions: () => readonly Subscribed[];
  /**
   * Set for a will, which is published when the connection ends without DISCONNECT. Only `follow` is called
   * with wills. `isDiscarded`: the client's DISCONNECT, after which its will is not published.
   */
  readonly will?: { readonly keepsSession: boolean; readonly isDiscarded: boolean } | undefined;
}

export interface NamedLevel {
  readonly name: string;
  readonly value: string;
}

/** The meaning of messages on a topic. */
export interface TopicMeaning {
  /** The convention's own word. */
  readonly kind: string;
  /** Description of its messages. */
  readonly about?: Wording | undefined;
  /** Levels that have names in the convention. */
  readonly levels?: readonly NamedLevel[] | undefined;
  /** Chain that reads its payloads if the user chose nothing (docs/payloads.md). */
  readonly chain?: string | undefined;
  /** The convention's name for the requested or reported subject. */
  readonly identifier: string | undefined;
  /** Empty if the topic names none. */
  readonly device: string;
  /** Topic path below which the device publishes; without it, the topic itself. */
  readonly root?: string | undefined;
  /**
   * Topic of the replies to a request, with `/#` at its end also the topics below; undefined: there are none, or
   * it is not known.
   */
  readonly replyTopic: string | undefined;
  /** The message is a call to the device, or important for a simulated device. */
  readonly isForDevice: boolean;
  /** A message that is not retained proves that the device is online, even if it is empty. */
  readonly isAlive?: boolean | undefined;
  /**
   * Undefined: neither a request nor a reply. The payload is untrusted.
   * @param onTooMuch called if the message exceeds a limit
   */
  readonly read: (payload: Uint8Array, onTooMuch: OnTooMuch) => MessageFacts | undefined;
  /**
   * Reports facts about devices in a message, except that its own device sent it. The payload is untrusted.
   * @param onTooMuch called if the message exceeds a limit
   */
  readonly tell?:
    | ((message: MessageArrival, book: DeviceBook, onTooMuch: OnTooMuch) => void)
    | undefined;
}

/**
 * `bytes`: payloads with more than `most` bytes are ignored. `values`: only the first `most` values are read.
 * Others: at most as many are kept of a device.
 */
export type OnTooMuch = (of: ConventionLimit, most: number) => void;

/** A convention's description of a topic, for views. It can be posted between threads. */
export interface TopicSense
  extends Pick<TopicMeaning, 'kind' | 'about' | 'levels' | 'chain' | 'device'> {
  /** Id of the convention; its name follows. */
  readonly convention: string;
  readonly conventionName: string;
}

/** Facts for pairing a message, and the result of a reply. */
export interface MessageFacts {
  readonly role: 'request' | 'reply' | 'either';
  /** Undefined: replies arrive in the order of the requests. */
  readonly id: string | undefined;
  /** Topic of its reply, or of the request's reply, if it differs from the topic's meaning. */
  readonly replyTopic?: string | undefined;
  /** The requested subject, if the topic does not name it. */
  readonly identifier?: string | undefined;
  readonly code: number | undefined;
  /** True if the code reports a failure. */
  readonly isFailure: boolean;
  /** Beginning of its text in addition to the code. */
  readonly message: string | undefined;
  readonly wantsReply: boolean;
  /** True for a reply that is also sent without a request. Then a missing request means nothing. */
  readonly comesUnasked?: boolean;
}
