/** What rules find in a conversation. Times are µs unless said otherwise; long names come cut short. */

import type { Fact, NoArgs } from '../../base/message.ts';
import type { OtherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import type { Breach } from '../../mqtt/statements/breaches.ts';
import type { PacketType, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { ReasonPlace } from '../../mqtt/tables/reasonCodes.ts';
import type { NotJudged } from './notJudged.ts';

/** A code of an answer, and what the other side adds to it in words. */
export interface SaidCode {
  readonly packet: ReasonPlace;
  readonly version: ProtocolVersion;
  readonly code: number;
  readonly reason: string | undefined;
  readonly reference: string | undefined;
}

interface OfPacket {
  /** undefined: of a reserved type. */
  readonly type: PacketType | undefined;
}

interface OfIdentified extends OfPacket {
  readonly packetId: number | undefined;
}

/** One of a SUBSCRIBE or UNSUBSCRIBE. */
interface OfFilter {
  /** undefined: the request was not seen. */
  readonly filter: string | undefined;
  /** Place in the list, from 1. */
  readonly place: number;
}

interface OfTopic {
  readonly topic: string;
}

/** A limit that the receiver announced. */
interface Limit {
  readonly receiver: Sender;
  readonly maximum: number;
}

interface Silence {
  readonly silence: number;
  readonly keepAlive: number;
}

/** What a rule of a convention found; `words` has a text for each key, loaded with those of rules. */
export interface ConventionFinding {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number | undefined>>;
}

export interface Findings {
  /** What a packet's own bytes break. */
  readonly 'of-bytes': { readonly breach: Breach };
  readonly 'of-convention': { readonly found: ConventionFinding };

  // Clients
  readonly 'connected-often': {
    readonly client: string;
    readonly times: number;
    readonly within: number;
  };
  readonly 'connects-twice': { readonly client: string; readonly stream: number };
  readonly 'taken-over-often': { readonly client: string; readonly times: number };
  readonly 'session-gone': { readonly stream: number };
  readonly 'ended-soon-often': {
    readonly client: string;
    readonly times: number;
    readonly within: number;
  };
  /** `client` undefined: it has no name. */
  readonly 'in-another-tab': { readonly client: string | undefined };

  // Acknowledgements
  readonly 'answer-says': OfIdentified & { readonly said: SaidCode };
  readonly 'refuses-message': OfIdentified & { readonly said: SaidCode };
  readonly 'problem-information-unasked': OfPacket & {
    readonly carries: 'reason-string' | 'user-property';
  };
  readonly 'publish-unanswered': {
    readonly packetId: number;
    readonly qos: 1 | 2;
    /** From it to what was sent after it and is answered. */
    readonly later: number;
  };
  readonly 'not-sent-again': { readonly type: 'publish' | 'pubrel'; readonly packetId: number };

  // Irregularities of exchanges
  readonly 'unexpected-ack': OfIdentified;
  readonly 'puback-for-qos2': OfIdentified;
  readonly 'pubrec-for-qos1': OfIdentified;
  readonly 'pubrel-without-pubrec': OfIdentified;
  readonly 'pubcomp-without-pubrel': OfIdentified;
  readonly 'answered-twice': OfIdentified;
  readonly 'identifier-in-use': OfIdentified;
  readonly 'redelivery-differs': OfIdentified;
  readonly 'redelivery-without-dup': OfIdentified;
  readonly 'redelivery-in-connection': OfIdentified;
  readonly 'dup-on-first': OfIdentified;
  readonly 'publish-after-pubrec': OfIdentified;
  readonly 'ack-order': OfIdentified;
  readonly 'server-ack-order': OfIdentified;
  readonly 'code-count': OfIdentified;
  readonly 'granted-above-requested': OfIdentified;
  readonly 'unexpected-pingresp': OfIdentified;
  readonly 'unexpected-connack': OfIdentified;
  readonly 'unexpected-auth': OfIdentified;

  // Connecting
  readonly 'keep-alive-off': NoArgs;
  readonly 'session-present': { readonly version: ProtocolVersion };
  readonly 'no-client-id-assigned': NoArgs;
  readonly 'response-information-unasked': NoArgs;
  readonly 'will-qos-above-maximum': { readonly qos: number; readonly maximum: number };
  readonly 'will-retained': NoArgs;
  readonly 'method-changed': {
    readonly type: 'connack' | 'auth';
    readonly method: string | undefined;
    readonly ofConnect: string | undefined;
  };
  readonly 'connection-refused': { readonly said: SaidCode };

  // Ending
  readonly 'connection-ended': { readonly by: Sender; readonly said: SaidCode };
  /** `expiry`: s. */
  readonly 'session-expiry-raised': { readonly expiry: number };
  readonly 'no-connack': { readonly after: number };
  readonly 'will-due': OfTopic & { readonly ending: 'without-disconnect' | 'by-server' };
  readonly 'delayed-will-due': OfTopic & { readonly after: number };
  readonly 'closed-without-disconnect': NoArgs;
  readonly 'request-unanswered': {
    readonly type: 'subscribe' | 'unsubscribe';
    readonly filter: string;
    readonly within: number;
  };

  // Order
  readonly 'other-protocol': {
    readonly what: OtherProtocol['what'];
    readonly expected: 'connect' | 'connack';
  };
  readonly 'after-disconnect': OfPacket;
  readonly 'second-connect': NoArgs;
  readonly 'first-packet': OfPacket;
  readonly 'during-authentication': OfPacket;
  readonly 'client-before-connack': OfPacket;
  readonly 'server-before-connack': OfPacket;
  readonly 'after-refusal': OfPacket;

  // Messages
  readonly 'published-expired': NoArgs;
  readonly 'arrived-expired': NoArgs;
  /** `age` of a message like it; `expiry`: s. */
  readonly 'arrived-late': { readonly age: number; readonly expiry: number };
  readonly 'qos-above-maximum': { readonly qos: number; readonly maximum: number };
  readonly 'retain-not-available': NoArgs;
  /** `maximum` 0: it takes none. */
  readonly 'alias-above-maximum': Limit & { readonly alias: number };
  readonly 'receive-maximum-exceeded': Limit & { readonly unanswered: number };
  readonly 'packet-too-large': Limit & { readonly size: number };
  readonly 'payload-not-utf8': NoArgs;
  readonly 'nobody-subscribed': OfTopic;
  readonly 'delivered-above-granted': OfTopic & {
    readonly qos: number;
    readonly highest: number;
    /** false: `highest` was asked for, and no answer to that was seen. */
    readonly isGranted: boolean;
  };
  readonly 'delivered-above-published': OfTopic & {
    readonly qos: number;
    readonly published: number;
  };
  readonly 'retained-not-wanted': OfTopic;
  readonly 'retained-sent-again': OfTopic;
  readonly 'unknown-subscription-identifier': { readonly identifier: number };
  readonly 'leading-slash': OfTopic;
  readonly 'dollar-topic': OfTopic;
  readonly 'topic-characters': NoArgs;

  /** `wanted`: what the keyword of the person's schema asks for, as JSON; `more` places in the same message. */
  readonly 'schema-breach': {
    readonly filter: string;
    readonly path: string;
    readonly keyword: string;
    readonly wanted: string;
    readonly more: number;
  };
  /** The schema of a topic filter is no longer used, because this message could not be judged by it. */
  readonly 'schema-off': { readonly filter: string; readonly why: NotJudged };
  /** A convention takes nothing from a message with more bytes, and at most so many values from any message. */
  readonly 'convention-limit': {
    readonly convention: string;
    readonly of: 'bytes' | 'values';
    readonly most: number;
  };

  // Subscriptions
  readonly 'overlapping-subscriptions': { readonly filter: string; readonly other: string };
  readonly 'shared-not-available': { readonly filter: string };
  readonly 'wildcard-not-available': { readonly filter: string };
  readonly 'identifier-not-available': { readonly identifier: number };
  readonly 'subscription-refused': OfFilter & { readonly said: SaidCode };
  readonly 'unsubscribe-refused': OfFilter & { readonly said: SaidCode };
  readonly 'qos-downgraded': OfFilter & { readonly asked: number; readonly granted: number };
  readonly 'no-subscription-existed': OfFilter;

  // Keep alive
  readonly 'client-silent': Silence;
  readonly 'silent-client-served': Silence;
  readonly 'client-silent-since': Silence;
  readonly 'ping-unanswered': { readonly waited: number };
}

export type Finding = Fact<Findings>;

/** What a packet's own bytes break. */
export const ofBytes = (breach: Breach): Finding => ({ key: 'of-bytes', args: { breach } });
