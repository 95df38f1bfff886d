/** What a person sets for one connection. */

import type { ScramMethod } from '../../mqtt/scram/scramMethods.ts';
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { ChartSettings } from './chartSettings.ts';
import type { LineSettings } from './lineSettings.ts';

export interface SubscriptionSetting {
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: 0 | 1 | 2;
  /** MQTT 5: of its SUBSCRIBE; absent: none. */
  readonly properties?: readonly Property[];
}

export interface WillSetting {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly properties: readonly Property[];
}

/** User name and password as typed. */
export interface PasswordSignIn {
  readonly kind: 'password';
  readonly userName: string;
  /** Held in memory; stored only where a person asks for it, and encrypted then (`secretStore.ts`). */
  readonly password: string;
  /** MQTT 5: proves in AUTH packets that the password is known, in place of sending it; absent: it is sent. */
  readonly scram?: ScramMethod;
}

/** Alibaba Cloud IoT: what signs in is made anew for every CONNECT. */
export interface AlibabaSignIn {
  readonly kind: 'alibaba';
  /**
   * `direct`: the signature is the password. `https`: with an id and a token that the platform gives
   * for a signed request over HTTPS.
   */
  readonly how: 'direct' | 'https';
  /** Where that request goes; empty: to the region's own address. */
  readonly authUrl: string;
  readonly productKey: string;
  readonly deviceName: string;
  /** As a password. */
  readonly deviceSecret: string;
  readonly regionId: string;
  /** Empty: the region's public instance. */
  readonly instanceId: string;
  readonly signMethod: 'hmacmd5' | 'hmacsha1' | 'hmacsha256';
  readonly secureMode: 2 | 3;
  /** `now`: the time of each CONNECT; `none`: not sent. */
  readonly timestamp:
    | { readonly kind: 'now' | 'none' }
    | { readonly kind: 'fixed'; readonly value: string };
}

export interface ConnectionSettings {
  /** A ws:// or wss:// address, that of the broker in the tab (`tabAddress.ts`), or one that the companion opens (`lineSettings.ts`). */
  readonly url: string;
  /** How the companion opens it; absent: as it always does. */
  readonly line?: LineSettings;
  readonly version: ProtocolVersion;
  /** With Alibaba sign-in the base, before the first bar. */
  readonly clientId: string;
  readonly signIn: PasswordSignIn | AlibabaSignIn;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  /** Seconds; MQTT 5 only. 0xFFFFFFFF: never. */
  readonly sessionExpiry: number;
  readonly will: WillSetting | undefined;
  /** MQTT 5: more properties of CONNECT, in place of what would stand there. */
  readonly connectProperties?: readonly Property[];
  /** Listens on to a server that breaks the standard: malformed packets are shown and passed over. */
  readonly goOnAfterMalformed?: boolean;
  /** Publishes nothing, and leaves no will. */
  readonly readOnly?: boolean;
  /** How payloads are to be read; absent: as they look. */
  readonly payloads?: PayloadRules;
  /** Rules by which messages are answered, as they are stored: read where they are used (`answerRules.ts`). */
  readonly answers?: unknown;
  /** What is charted; absent: nothing. */
  readonly charts?: ChartSettings;
  /** Subscribed to after each CONNACK without a session. */
  readonly subscriptions: readonly SubscriptionSetting[];
}

/** A person's choice; none of them means a state. */
export const PROFILE_COLOURS = ['rose', 'amber', 'olive', 'teal', 'indigo', 'grey'] as const;

export type ProfileColour = (typeof PROFILE_COLOURS)[number];

/** How a profile is arranged, and what is done with it; all beside what a connection is made of. */
export interface ProfileTraits {
  /** Absent: in none. */
  readonly folder?: string | undefined;
  /** Its place in the folder, from 0; absent: behind those that have one, by name. */
  readonly order?: number;
  readonly colour?: ProfileColour;
  /** With the page. */
  readonly connectAtStart?: boolean;
}

/** A saved connection; secrets are empty in it. */
export interface Profile extends ProfileTraits {
  readonly id: string;
  readonly name: string;
  readonly settings: ConnectionSettings;
}
