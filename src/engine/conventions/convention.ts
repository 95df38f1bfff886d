/** What an ecosystem lays down over MQTT, as far as the engine asks. Each part may be missing. */

import type { Lazy } from '../../base/lazy.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/deliveries.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { ToldChain } from '../../payload/chains/rules.ts';
import type { DeviceBook } from '../devices/deviceBook.ts';
import type { Wording } from '../devices/wording.ts';
import type { ConventionFinding } from '../findings/findings.ts';
import type { ProblemSeverity } from '../findings/problem.ts';

export interface Convention {
  /** By which its requests and devices are asked for. */
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** In which messages secrets are handed out. */
  readonly secrets?: SecretDeliveries;
  /** Who a client is at every sign-in; undefined: its client identifier says it. Asked of each CONNECT. */
  readonly ownerOf?: (connect: Pick<ConnectPacket, 'clientId' | 'userName'>) => string | undefined;
  /**
   * Whether topics begin with a slash there. Asked where one does, once for each topic of a connection.
   * @param owner who publishes to it
   */
  readonly hasLeadingSlash?: (topic: string, owner: string) => boolean;
  /** What is said on its topics: requests and replies are paired, devices are known by it. */
  readonly topics?: TopicConvention;
}

export interface TopicConvention {
  /** µs after which a reply is not waited for any more. */
  readonly patience: number;
  /** What the names of its topics begin with. */
  readonly beginnings: readonly string[];
  /** Others end so. */
  readonly endings?: readonly string[] | undefined;
  /** Loaded with the first such name. */
  readonly meaning: Lazy<Meaning>;
}

export interface Meaning {
  readonly of: MeaningOf;
  /** What its messages say of devices, all of a capture by one; without it each topic says it alone. */
  readonly follow?: Follow;
}

/**
 * Made for each capture; called with each message on a topic that has a meaning, and with each will. After Clear
 * it goes on with an empty book, and once more from the beginning where Clear is undone.
 */
type Follow = (book: DeviceBook, telling: Telling) => (message: MessageArrival) => void;

/** What a convention says beside its book. */
export interface Telling {
  /** What is wrong by a rule of its own; nothing where the recording is stopped. */
  readonly report: (found: ConventionProblem, message: MessageArrival) => void;
  /** Each message of a topic is read as that says for it, from now on, those that came before as well. */
  readonly reads: (topic: string, by: ToldChain) => void;
  /** What was last told so; all that is kept of it over Clear. */
  readonly told: (topic: string) => ToldChain | undefined;
}

/** Its rule has words in `words`, by its id. */
export interface ConventionProblem {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** As its document numbers it. */
  readonly statement: string;
  readonly finding: ConventionFinding;
  /** Another packet that belongs to it. */
  readonly other?: number | undefined;
}

/** Asked once for each topic name with one of the beginnings or endings; undefined: it is none of the convention's. */
export type MeaningOf = (topic: string) => TopicMeaning | undefined;

/** A PUBLISH on a topic of a convention, or a CONNECT with a will that has one. */
export interface MessageArrival {
  /** Its number in the packet log; 0: the recording is stopped. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  /** The client identifier of its connection; empty where it is not known. */
  readonly client: string;
  readonly direction: 'in' | 'out';
  readonly topic: string;
  readonly meaning: TopicMeaning;
  readonly payload: Uint8Array;
  readonly qos: number;
  /** It says that it was sent before. */
  readonly dup: boolean;
  /** It was retained, or is to be. */
  readonly retain: boolean;
  /** What the session was subscribed to when it came. */
  readonly subscriptions: () => readonly Subscribed[];
  /** It is to be published when the connection ends without a word. Only who follows all is told of these. */
  readonly will?: { readonly keepsSession: boolean } | undefined;
}

interface Subscribed {
  readonly filter: string;
  readonly retainAsPublished: boolean;
}

export interface NamedLevel {
  readonly name: string;
  readonly value: string;
}

/** What messages on a topic are about. */
export interface TopicMeaning {
  /** A word of the convention's own. */
  readonly kind: string;
  /** What its messages say. */
  readonly about?: Wording | undefined;
  /** Its levels that have names there. */
  readonly levels?: readonly NamedLevel[] | undefined;
  /** By which its payloads are read where a person chose nothing (docs/payloads.md). */
  readonly chain?: string | undefined;
  /** What is asked for or told, by the name that it has there. */
  readonly identifier: string | undefined;
  /** Empty: the topic names none. */
  readonly device: string;
  /** Topic path below which the device's messages are; without it, the topic itself. */
  readonly root?: string | undefined;
  /** Where replies to a request come; undefined: none do, or it is not known. */
  readonly replyTopic: string | undefined;
  /** The device is called, or told something that matters to whoever plays it. */
  readonly isForDevice: boolean;
  /** A message that is not retained says that the device is there, also where it is empty. */
  readonly isAlive?: boolean | undefined;
  /** undefined: neither a request nor a reply. The payload may be anything. */
  readonly read: (payload: Uint8Array) => MessageFacts | undefined;
  /**
   * Facts about devices in a message, except that its own device was heard. The payload is untrusted.
   * @param onTooMuch called when the message exceeds a limit
   */
  readonly tell?:
    | ((message: MessageArrival, book: DeviceBook, onTooMuch: OnTooMuch) => void)
    | undefined;
}

/**
 * `bytes`: nothing is taken from a payload with more than `most` bytes.
 * `values`: only the first `most` values are taken.
 */
export type OnTooMuch = (of: 'bytes' | 'values', most: number) => void;

/** What a convention says of a topic, as views show it. It can be posted between threads. */
export interface TopicSense
  extends Pick<TopicMeaning, 'kind' | 'about' | 'levels' | 'chain' | 'device'> {
  /** The id of the convention, and its name. */
  readonly convention: string;
  readonly conventionName: string;
}

/** What of a message is needed to pair it, and how a reply came out. */
export interface MessageFacts {
  readonly role: 'request' | 'reply' | 'either';
  /** undefined: replies come in the order of the requests. */
  readonly id: string | undefined;
  /** Where its reply comes, or what it replies to says so, where that is not what the topic tells. */
  readonly replyTopic?: string | undefined;
  /** What is asked for, where the topic does not tell it. */
  readonly identifier?: string | undefined;
  readonly code: number | undefined;
  /** The code says that it did not work out. */
  readonly isFailure: boolean;
  /** What it says beside its code; its beginning. */
  readonly message: string | undefined;
  readonly wantsReply: boolean;
  /** A reply that comes also where nobody asked: alone it says nothing. */
  readonly comesUnasked?: boolean;
}
