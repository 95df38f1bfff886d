/** Messages of MQTT-SN 1.2 as values, independent of their encoding (5.4). */
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';

/** -1: from a client without a session (6.8). */
export type SnQoS = -1 | 0 | 1 | 2;

/** Replaces a topic name (5.3.4); for `short`, the two letters as a number. */
export interface SnTopicId {
  readonly kind: 'normal' | 'predefined' | 'short';
  readonly id: number;
}

/** Target of SUBSCRIBE and UNSUBSCRIBE: a filter or an id. */
export type SnTopicFilter =
  | { readonly kind: 'name'; readonly filter: string }
  | { readonly kind: 'predefined' | 'short'; readonly id: number };

export interface SnConnect {
  readonly type: 'connect';
  readonly will: boolean;
  readonly cleanSession: boolean;
  readonly protocolId: number;
  /** Seconds. */
  readonly keepAlive: number;
  readonly clientId: string;
}

interface SnWillTopic {
  readonly type: 'willtopic' | 'willtopicupd';
  /** undefined for no will. */
  readonly will: SnWill | undefined;
}

export interface SnWill {
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly topic: string;
}

export interface SnPublish {
  readonly type: 'publish';
  readonly dup: boolean;
  readonly qos: SnQoS;
  readonly retain: boolean;
  readonly topic: SnTopicId;
  /** 0 at QoS 0 and -1. */
  readonly messageId: number;
  readonly data: Uint8Array;
}

export interface SnSubscribe {
  readonly type: 'subscribe';
  readonly dup: boolean;
  readonly qos: 0 | 1 | 2;
  readonly messageId: number;
  readonly topic: SnTopicFilter;
}

export interface SnUnsubscribe {
  readonly type: 'unsubscribe';
  readonly messageId: number;
  readonly topic: SnTopicFilter;
}

export type SnMessage =
  /** Seconds until the next one. */
  | { readonly type: 'advertise'; readonly gatewayId: number; readonly duration: number }
  | { readonly type: 'searchgw'; readonly radius: number }
  /** With an address if sent by a client. */
  | { readonly type: 'gwinfo'; readonly gatewayId: number; readonly address: Uint8Array }
  | SnConnect
  | {
      readonly type: 'connack' | 'willtopicresp' | 'willmsgresp';
      readonly returnCode: number;
    }
  | { readonly type: 'willtopicreq' | 'willmsgreq' | 'pingresp' }
  | SnWillTopic
  | { readonly type: 'willmsg' | 'willmsgupd'; readonly message: Uint8Array }
  | {
      readonly type: 'register';
      readonly topicId: number;
      readonly messageId: number;
      readonly topic: string;
    }
  | {
      readonly type: 'regack' | 'puback';
      readonly topicId: number;
      readonly messageId: number;
      readonly returnCode: number;
    }
  | SnPublish
  | {
      readonly type: 'pubrec' | 'pubrel' | 'pubcomp' | 'unsuback';
      readonly messageId: number;
    }
  | SnSubscribe
  | {
      readonly type: 'suback';
      readonly qos: 0 | 1 | 2;
      readonly topicId: number;
      readonly messageId: number;
      readonly returnCode: number;
    }
  | SnUnsubscribe
  /** With an identifier: from a sleeping client that accepts its waiting messages. */
  | { readonly type: 'pingreq'; readonly clientId: string }
  /** With a duration: from a client that falls asleep. */
  | { readonly type: 'disconnect'; readonly duration: number | undefined };

/** 5.3.10. */
export const RETURN_CODE = {
  accepted: 0,
  congestion: 1,
  invalidTopicId: 2,
  notSupported: 3,
} as const;

/** A short topic name (5.3.12) as a topic id: its two octets of UTF-8. undefined for other lengths. */
export function shortTopicId(name: string): number | undefined {
  const [first = 0, second = 0, ...others] = encodeUtf8(name.slice(0, 3));
  return first > 0 && second > 0 && others.length === 0 ? first * 256 + second : undefined;
}

/** undefined if the two octets are not UTF-8. */
export function shortTopicName(id: number): string | undefined {
  return decodeUtf8(Uint8Array.of(id >> 8, id & 0xff));
}
