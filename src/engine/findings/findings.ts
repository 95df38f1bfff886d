/**
 * Findings of the rules about a conversation. Times are µs unless stated otherwise. Long names are shortened.
 */

import type { Localizable, NoArgs } from '../../base/message.ts';
import type { OtherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import type { Breach } from '../../mqtt/statements/breaches.ts';
import type { PacketType, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { ReasonPlace } from '../../mqtt/tables/reasonCodes.ts';
import type { MeantAsJson } from '../../payload/json/meantAsJson.ts';
import type { ValueType } from '../../payload/shape/valueTypes.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { StepFault } from '../outOfStep/explanations.ts';
import type { NextPacket } from '../outOfStep/nextPackets.ts';
import type { InnerPacket } from '../outOfStep/packetWithin.ts';
import type { ConventionLimit } from './conventionLimit.ts';
import type { NotJudged } from './notJudged.ts';

/** Code of an answer, with the other side's text. */
export interface SaidCode {
  readonly packet: ReasonPlace;
  readonly version: ProtocolVersion;
  readonly code: number;
  readonly reason: string | undefined;
  readonly reference: string | undefined;
}

interface OfPacket {
  /** Undefined for a reserved type. */
  readonly type: PacketType | undefined;
}

interface OfIdentified extends OfPacket {
  readonly packetId: number | undefined;
}

/** A filter of a SUBSCRIBE or UNSUBSCRIBE. */
interface OfFilter {
  /** Undefined if the request was not seen. */
  readonly filter: string | undefined;
  /** Position in the list, from 1. */
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

/**
 * A finding of a convention's rule. Its text is the argument `en` or `zh`; without these, `i18n` has one for the
 * key, loaded with the texts of the rules.
 */
export interface ConventionFinding {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number | undefined>>;
}

/** Connecting, and the order of the first packets. */
export interface ConnectingFindings {
  readonly 'problem-information-unasked': OfPacket & {
    readonly carries: 'reason-string' | 'user-property';
  };
  readonly 'unexpected-connack': OfIdentified;
  readonly 'unexpected-auth': OfIdentified;
  readonly 'keep-alive-off': NoArgs;
  /** s; `swapped`: with its bytes in the other order. */
  readonly 'user-name-of-another': { readonly named: string; readonly clientId: string };
  readonly 'keep-alive-swapped': { readonly keepAlive: number; readonly swapped: number };
  readonly 'no-client-id-assigned': NoArgs;
  readonly 'response-information-unasked': NoArgs;
  readonly 'method-changed': {
    readonly type: 'connack' | 'auth';
    readonly method: string | undefined;
    readonly ofConnect: string | undefined;
  };
  readonly 'connection-refused': { readonly said: SaidCode };
  readonly 'no-connack': { readonly after: number; readonly cause: EndCause | undefined };
  readonly 'other-protocol': {
    readonly what: OtherProtocol['what'];
    readonly expected: 'connect' | 'connack';
  };
  readonly 'second-connect': NoArgs;
  readonly 'first-packet': OfPacket;
  readonly 'during-authentication': OfPacket;
  readonly 'client-before-connack': OfPacket;
  readonly 'server-before-connack': OfPacket;
  readonly 'after-refusal': OfPacket;
}

/** Clients, their sessions, and how connections end. */
export interface SessionFindings {
  readonly 'connected-often': {
    readonly client: string;
    readonly times: number;
    readonly within: number;
  };
  /** `silence`: of the older connection. */
  readonly 'came-back': {
    readonly client: string;
    readonly stream: number;
    readonly silence: number;
  };
  readonly 'connects-twice': { readonly client: string; readonly stream: number };
  readonly 'taken-over-often': { readonly client: string; readonly times: number };
  readonly 'session-gone': { readonly stream: number };
  /** `missed`: messages in the capture that a kept session would have received. There may be more. */
  readonly 'session-not-kept': { readonly stream: number; readonly missed: number };
  readonly 'ended-soon-often': {
    readonly client: string;
    readonly times: number;
    readonly within: number;
  };
  /** `client` is undefined if it has no name. */
  readonly 'in-another-tab': { readonly client: string | undefined };
  /** `after`: µs since the end of its connection; `expiry`: µs. */
  readonly 'session-expired': { readonly after: number; readonly expiry: number };
  readonly 'session-present': { readonly version: ProtocolVersion };
  readonly 'connection-ended': { readonly by: Sender; readonly said: SaidCode };
  /** `expiry`: s. */
  readonly 'session-expiry-raised': { readonly expiry: number };
  readonly 'will-due': OfTopic & {
    readonly ending: 'without-disconnect' | 'by-server';
    readonly cause: EndCause | undefined;
  };
  readonly 'delayed-will-due': OfTopic & { readonly after: number };
  /** `cause` is undefined if the capture does not show which side closed the connection. */
  readonly 'closed-without-disconnect': { readonly cause: EndCause | undefined };
  /**
   * Explanation of bytes that cannot be read. `byte`: position in the packet. `count`: bytes that are missing or
   * too many.
   */
  readonly 'out-of-step': OfPacket & {
    readonly sender: Sender;
    readonly fault: StepFault;
    readonly topic: string;
    readonly announced: number;
    readonly sent: number;
    readonly byte: number;
    readonly count: number;
    /** Packets that were sent from that byte on. */
    readonly next: readonly NextPacket[];
  };
  /** The connection ended within a packet. `field`: the first field that is missing. */
  readonly 'cut-off': {
    readonly announced: number;
    readonly there: number;
    readonly field: string | undefined;
  };
  readonly 'after-disconnect': OfPacket;
}

/** Ends of connections of a client that are alike. `times`: ends in a row. */
export interface RepeatedEndFindings {
  /** `size`: bytes; `next`: of the largest other message, if it is far smaller, or 0. */
  readonly 'ended-after-message': {
    /** Undefined: a topic alias. */
    readonly topic: string | undefined;
    readonly client: string;
    readonly times: number;
    readonly size: number;
    readonly next: number;
  };
  readonly 'ended-after-silence': Silence & { readonly client: string; readonly times: number };
  readonly 'ended-after-duration': {
    readonly client: string;
    readonly times: number;
    readonly lasted: number;
  };
  /** `waited`: the longest time from CONNECT. */
  readonly 'left-before-connack': {
    readonly client: string;
    readonly times: number;
    readonly waited: number;
  };
  /** `topic`: the topic filters of a SUBSCRIBE. */
  readonly 'ended-after-request': OfTopic & {
    readonly client: string;
    readonly times: number;
    readonly type: 'publish' | 'subscribe';
  };
}

/** Keep alive. */
export interface KeepAliveFindings {
  readonly 'unexpected-pingresp': OfIdentified;
  readonly 'client-silent': Silence;
  readonly 'silent-client-served': Silence;
  readonly 'client-silent-since': Silence;
  readonly 'ping-unanswered': { readonly waited: number };
}

/** Acknowledgements, and irregularities of exchanges. */
export interface AcknowledgingFindings {
  readonly 'answer-says': OfIdentified & { readonly said: SaidCode };
  readonly 'refuses-message': OfIdentified & { readonly said: SaidCode };
  /** `waited`: since the last packet of the exchange, until the connection or the capture ended. */
  readonly 'unanswered-at-end': {
    readonly type: 'publish' | 'pubrec' | 'pubrel';
    readonly packetId: number;
    readonly awaited: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
    readonly waited: number;
  };
  readonly 'publish-unanswered': {
    readonly packetId: number;
    readonly qos: 1 | 2;
    /** Time until a later packet was sent that has an answer. */
    readonly later: number;
  };
  readonly 'not-sent-again': { readonly type: 'publish' | 'pubrel'; readonly packetId: number };
  readonly 'unexpected-ack': OfIdentified & {
    /** The packet identifier in flight that has the same bytes in the other order. */
    readonly swapped: number | undefined;
  };
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
  readonly 'redelivery-of-answered': OfIdentified;
  readonly 'redelivery-after-answer': OfIdentified;
  readonly 'ack-order': OfIdentified;
  readonly 'server-ack-order': OfIdentified;
  readonly 'receive-maximum-exceeded': Limit & { readonly unanswered: number };
}

/** Subscriptions and their deliveries. */
export interface SubscribingFindings {
  readonly 'code-count': OfIdentified;
  readonly 'granted-above-requested': OfIdentified;
  readonly 'request-unanswered': {
    readonly type: 'subscribe' | 'unsubscribe';
    readonly filter: string;
    readonly within: number;
  };
  readonly 'nobody-subscribed': OfTopic;
  readonly 'delivered-above-granted': OfTopic & {
    readonly qos: number;
    readonly highest: number;
    /** False if `highest` was requested and no answer was seen. */
    readonly isGranted: boolean;
  };
  readonly 'retained-not-wanted': OfTopic & { readonly isShared: boolean };
  readonly 'retained-sent-again': OfTopic;
  readonly 'unknown-subscription-identifier': { readonly identifier: number };
  readonly 'subscription-identifier-missing': OfTopic & {
    readonly filter: string;
    readonly identifier: number;
  };
  readonly 'overlapping-subscriptions': { readonly filter: string; readonly other: string };
  readonly 'shared-not-available': { readonly filter: string };
  readonly 'wildcard-not-available': { readonly filter: string };
  readonly 'identifier-not-available': { readonly identifier: number };
  readonly 'subscription-refused': OfFilter & { readonly said: SaidCode };
  readonly 'unsubscribe-refused': OfFilter & { readonly said: SaidCode };
  readonly 'qos-downgraded': OfFilter & { readonly asked: number; readonly granted: number };
  readonly 'no-subscription-existed': OfFilter;
}

/** Shared subscriptions. */
export interface SharingFindings {
  /** `inner`: the topic after the share name. */
  readonly 'publish-to-share': OfTopic & { readonly inner: string };
  readonly 'retained-and-shared': OfTopic & { readonly filter: string };
  readonly 'delivered-without-prefix': OfTopic & { readonly filter: string };
  /** `name`, `inner`: share name and filter with a slash between them. */
  readonly 'share-name-joined': OfTopic & {
    readonly filter: string;
    readonly name: string;
    readonly inner: string;
  };
}

/** How a topic name and a topic filter miss each other: upper and lower case, slashes, blanks, or one letter. */
export type Slip = 'case' | 'slash' | 'blank' | 'letter';

/** Names that miss each other. */
export interface NamingFindings {
  readonly 'filter-misses-topic': OfTopic & { readonly filter: string; readonly slip: Slip };
}

/** Messages that are followed from their publisher across the broker. */
export interface ForwardingFindings {
  readonly 'delivered-above-published': OfTopic & {
    readonly qos: number;
    readonly published: number;
  };
  readonly 'delivered-below-granted': OfTopic & {
    readonly qos: number;
    readonly published: number;
    readonly granted: number;
  };
  /** `published`, `delivered`: s. */
  readonly 'message-expiry-changed': OfTopic & {
    readonly published: number;
    readonly delivered: number | undefined;
    readonly waited: number;
  };
  /** `property`: its name in the standard. */
  readonly 'message-properties-changed': OfTopic & {
    readonly property: string;
    readonly how: 'missing' | 'changed' | 'order';
  };
  readonly 'own-message-returned': OfTopic;
  /** `own`: identifier of the subscription that matches, if it has one. */
  readonly 'subscription-identifier-of-another': OfTopic & {
    readonly identifier: number;
    readonly filter: string;
    readonly own: number | undefined;
  };
  readonly 'retain-flag-kept': OfTopic;
  readonly 'retain-flag-changed': OfTopic & { readonly isSet: boolean };
  readonly 'delivered-out-of-order': OfTopic;
  readonly 'delivered-twice': OfTopic;
  /** `stream`: the connection that got it, too. */
  readonly 'shared-message-twice': OfTopic & { readonly filter: string; readonly stream: number };
  /** `published`: packet of the publication. */
  readonly 'delivered-after-unsubscribe': OfTopic & { readonly published: number };
}

/** Messages that clients publish again. */
export interface RepeatingFindings {
  /** The client publishes the messages of others once more. `stream`: its connection. */
  readonly 'messages-repeated': OfTopic & RepeatedBy & { readonly times: number };
  /** In the order of the loop. `period`: between two messages of the first client. */
  readonly 'messages-go-round': OfTopic & {
    readonly clients: readonly RepeatedBy[];
    readonly times: number;
    readonly period: number;
  };
}

/** A client; without an identifier, it is known by its connection. */
export interface RepeatedBy {
  readonly client: string;
  readonly stream: number;
}

/** Retained messages, and messages that do not arrive. `receiver`: a connection. */
export interface RetainingFindings {
  /** `isRenewed`: SUBSCRIBE repeated an existing subscription. */
  readonly 'retained-not-sent': OfTopic & {
    readonly waited: number;
    readonly isRenewed: boolean;
  };
  readonly 'retained-without-flag': OfTopic;
  readonly 'retained-not-last': OfTopic;
  readonly 'retained-after-clear': OfTopic;
  /** `isBlank`: with RETAIN, but not empty; otherwise empty, but without RETAIN. */
  readonly 'retained-not-cleared': OfTopic & { readonly isBlank: boolean };
  readonly 'retained-set-again': OfTopic & {
    readonly after: number;
    /** Client identifier of the publisher; undefined: it is not in the capture. */
    readonly client: string | undefined;
  };
  readonly 'message-not-delivered': OfTopic & {
    readonly waited: number;
    readonly receiver: number;
    /** The session had no connection when the message was published. */
    readonly isStored: boolean;
    /** Packet with another payload that came, and that no client sent in that time; 0: none. */
    readonly instead: number;
  };
  /** `waited`: until the connection or the capture ended. */
  readonly 'not-stored-for-qos-0': OfTopic & { readonly filter: string };
  readonly 'message-not-delivered-yet': OfTopic & {
    readonly waited: number;
    readonly receiver: number;
    readonly isStored: boolean;
  };
}

/** Publication of wills. */
export interface WillFindings {
  readonly 'will-after-disconnect': OfTopic & {
    readonly after: number;
    /** True if the client reconnected within the delay, instead of sending DISCONNECT. */
    readonly isResumed: boolean;
  };
  /** `delay`: s. */
  readonly 'will-before-delay': OfTopic & { readonly after: number; readonly delay: number };
  readonly 'will-not-published': OfTopic & {
    readonly waited: number;
    readonly receiver: number;
    /** The session had no connection when the will was due. */
    readonly isStored: boolean;
  };
  readonly 'will-topic-without-retain': OfTopic;
  /** `client` set the retained message `after` µs before. */
  readonly 'will-discarded': OfTopic;
  readonly 'will-replaces-retained': OfTopic & {
    readonly after: number;
    readonly client: string;
  };
  /** `by`: packet that was sent instead. */
  readonly 'will-changed': OfTopic & { readonly by: number };
}

/** Messages. */
export interface PublishingFindings {
  readonly 'will-qos-above-maximum': { readonly qos: number; readonly maximum: number };
  readonly 'will-retained': NoArgs;
  readonly 'published-expired': NoArgs;
  readonly 'arrived-expired': NoArgs;
  /** `age`: of an equal message; `expiry`: s. */
  readonly 'arrived-late': { readonly age: number; readonly expiry: number };
  readonly 'qos-above-maximum': { readonly qos: number; readonly maximum: number };
  readonly 'retain-not-available': NoArgs;
  readonly 'retained-without-retaining': OfTopic;
  /** `maximum` 0: it accepts none. */
  readonly 'alias-above-maximum': Limit & { readonly alias: number };
  readonly 'packet-too-large': Limit & { readonly size: number };
  readonly 'payload-not-utf8': NoArgs;
  readonly 'leading-slash': OfTopic;
  readonly 'dollar-topic': OfTopic;
  readonly 'topic-characters': NoArgs;
}

/** JSON Schemas and convention files that the user supplies. */
export interface SuppliedFindings {
  /**
   * `wanted`: the requirement of the schema's keyword, as JSON. `more`: further places in the same message.
   */
  readonly 'schema-breach': {
    readonly filter: string;
    readonly path: string;
    readonly keyword: string;
    readonly wanted: string;
    readonly more: number;
  };
  /** The schema of a topic filter is no longer used, because it could not judge this message. */
  readonly 'schema-off': { readonly filter: string; readonly why: NotJudged };
  /**
   * A convention ignores messages with more bytes, reads a limited number of values from each message, and
   * keeps a limited number of parts, facts, alarms and announcing topics of a device.
   */
  readonly 'convention-limit': {
    readonly convention: string;
    readonly of: ConventionLimit;
    readonly most: number;
  };
  /** `count`: messages with the former type of the value. `path` is `$` for a payload that is a single value. */
  readonly 'value-type-changed': {
    readonly path: string;
    readonly is: ValueType;
    readonly was: ValueType;
    readonly count: number;
  };
  /** `count`: bytes before the text, or from the NUL after it to the end. */
  readonly 'payload-nul': {
    readonly place: 'before' | 'after';
    readonly isJson: boolean;
    readonly count: number;
    readonly version: ProtocolVersion;
    /** It may be the terminator of the topic. */
    readonly isTopicEnd: boolean;
  };
  readonly 'meant-as-json': { readonly by: MeantAsJson };
  readonly 'packet-in-payload': InnerPacket;
}

/** All findings. */
export interface Findings
  extends ConnectingFindings,
    SessionFindings,
    RepeatedEndFindings,
    KeepAliveFindings,
    AcknowledgingFindings,
    SubscribingFindings,
    SharingFindings,
    NamingFindings,
    ForwardingFindings,
    RepeatingFindings,
    RetainingFindings,
    WillFindings,
    PublishingFindings,
    SuppliedFindings {
  /** A rule broken by the packet's own bytes. */
  readonly 'of-bytes': { readonly breach: Breach };
  readonly 'of-convention': { readonly found: ConventionFinding };
}

export type Finding = Localizable<Findings>;

/** A rule broken by the packet's own bytes. */
export const ofBytes = (breach: Breach): Finding => ({ key: 'of-bytes', args: { breach } });
