/** Breaches in the bytes of a packet or in their arrival. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { Utf8Error } from '../../base/utf8.ts';
import type { PacketType, ProtocolVersion, Sender } from '../tables/packet.ts';
import type { PropertyPlace } from '../tables/properties.ts';
import type { TopicError } from '../tables/topicErrors.ts';

/** A field or property by its label, which is English in every language. */
interface OfField {
  readonly field: string;
}

interface OfPacket {
  readonly packet: PacketType;
}

export interface Breaches {
  // Packets as a whole
  readonly 'bytes-left-over': { readonly count: number };
  readonly 'reserved-type': { readonly type: number };
  readonly 'both-qos-bits': NoArgs;
  readonly 'dup-at-qos-0': NoArgs;
  readonly 'header-flags': OfPacket & { readonly flags: number; readonly expected: number };
  readonly 'length-beyond-end': { readonly announced: number; readonly there: number };
  readonly 'wrong-sender': OfPacket & { readonly sender: Sender };
  readonly 'length-endless': NoArgs;
  readonly 'above-maximum-size': { readonly size: number; readonly maximum: number };

  // Fields
  readonly 'field-missing': OfField;
  readonly 'field-too-short': OfField & { readonly needs: number; readonly left: number };
  readonly 'varint-cut-off': OfField;
  readonly 'varint-endless': OfField;
  readonly 'varint-padded': OfField & { readonly value: number; readonly bytes: number };
  /** `error` is undefined if it is unknown. */
  readonly 'not-utf8': OfField & { readonly error: Utf8Error['kind'] | undefined };
  readonly 'null-character': OfField;
  readonly 'discouraged-character': OfField;
  readonly 'reserved-bits': { readonly bits: number };
  readonly 'packet-id-zero': NoArgs;

  // Properties
  readonly 'properties-beyond-end': { readonly announced: number; readonly left: number };
  readonly 'unknown-property': { readonly id: number };
  readonly 'property-place': OfField & { readonly place: PropertyPlace };
  readonly 'property-twice': OfField;
  readonly 'property-sender': OfField & { readonly sender: Sender };
  readonly 'property-not-0-or-1': OfField & { readonly value: number };
  readonly 'property-zero': OfField;
  readonly 'authentication-data-alone': NoArgs;

  // Topics
  readonly topic: { readonly why: TopicError };
  readonly 'will-topic': { readonly why: TopicError };
  readonly 'response-topic': { readonly why: TopicError };
  readonly 'topic-empty': NoArgs;
  /** MQTT 5. */
  readonly 'topic-empty-without-alias': NoArgs;
  readonly 'alias-not-set': { readonly alias: number };
  readonly 'payload-not-utf8': { readonly error: Utf8Error['kind'] };

  // CONNECT and CONNACK
  readonly 'protocol-name': { readonly expected: string };
  readonly 'bridge-level': { readonly level: number; readonly version: ProtocolVersion };
  readonly 'protocol-level': { readonly level: number };
  readonly 'reserved-connect-flag': NoArgs;
  readonly 'password-without-user-name': NoArgs;
  readonly 'will-qos-3': NoArgs;
  readonly 'will-qos-without-will': { readonly qos: number };
  readonly 'will-retain-without-will': NoArgs;
  readonly 'client-id-empty': NoArgs;
  readonly 'client-id-too-long': NoArgs;
  readonly 'client-id-empty-in-kept-session': NoArgs;
  readonly 'session-present-refused': NoArgs;

  // Codes
  readonly 'no-such-code': OfPacket & {
    readonly code: number;
    /** The standard's term for the code in this packet. */
    readonly called: 'reason code' | 'return code' | 'code';
  };
  readonly 'code-for-other-side': {
    readonly packet: 'disconnect' | 'auth';
    readonly code: number;
    readonly sender: Sender;
  };
  readonly 'method-missing': NoArgs;

  // SUBSCRIBE and its answers
  readonly 'no-filter': { readonly packet: 'subscribe' | 'unsubscribe' };
  readonly 'no-code': { readonly packet: 'suback' | 'unsuback' };
  readonly 'subscribe-qos-3': NoArgs;
  readonly 'retain-handling-3': NoArgs;
  readonly 'no-local-shared': NoArgs;

  // Pieces that are not packets
  readonly 'ended-midway': NoArgs;
  readonly 'capture-ends-midway': NoArgs;
  /** Bytes of the whole packet. */
  readonly 'not-held': { readonly size: number };
  readonly 'capture-gap': NoArgs;
  readonly 'no-whole-packet': NoArgs;
  readonly 'text-frame': NoArgs;
  readonly 'in-text-frame': NoArgs;
  /** The text of a file. */
  readonly said: { readonly text: string };
}

export type Breach = Localizable<Breaches>;

/** Breaches without arguments. */
export type PlainBreach = {
  [Key in keyof Breaches]: Breaches[Key] extends NoArgs
    ? NoArgs extends Breaches[Key]
      ? Key
      : never
    : never;
}[keyof Breaches];

export function plainBreach<Key extends PlainBreach>(key: Key) {
  return { key, args: {} } as const;
}
