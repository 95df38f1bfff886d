/** The user's settings for a connection. */

import type { ScramMethod } from '../../mqtt/scram/scramMethod.ts';
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
  /** Properties of its SUBSCRIBE (MQTT 5); absent for none. */
  readonly properties?: readonly Property[];
  /** The user has not chosen it: see `UNTOUCHED`. */
  readonly isUntouched?: true;
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
  /** Held in memory; stored only at the user's request, encrypted (`secretStore.ts`). */
  readonly password: string;
  /** MQTT 5: proves knowledge of the password in AUTH packets instead of sending it; absent: it is sent. */
  readonly scram?: ScramMethod;
}

/** Alibaba Cloud IoT: the credentials are created for every CONNECT. */
export interface AlibabaSignIn {
  readonly kind: 'alibaba';
  /** `direct`: the signature is the password. `https`: uses an id and a token from a signed HTTPS request. */
  readonly how: 'direct' | 'https';
  /** Address of that request; empty for the region's default. */
  readonly authUrl: string;
  readonly productKey: string;
  readonly deviceName: string;
  /** Secret like a password. */
  readonly deviceSecret: string;
  readonly regionId: string;
  /** Empty for the region's public instance. */
  readonly instanceId: string;
  readonly signMethod: 'hmacmd5' | 'hmacsha1' | 'hmacsha256';
  readonly secureMode: 2 | 3;
  /** `now`: the time of each CONNECT; `none`: not sent. */
  readonly timestamp:
    | { readonly kind: 'now' | 'none' }
    | { readonly kind: 'fixed'; readonly value: string };
}

export interface ConnectionSettings {
  /**
   * A ws:// or wss:// address, the address of the broker in the tab (`tabAddress.ts`), or an address for the
   * companion (`lineSettings.ts`).
   */
  readonly url: string;
  /** Settings for the companion; absent for its defaults. */
  readonly line?: LineSettings;
  readonly version: ProtocolVersion;
  /** With Alibaba sign-in the base, before the first vertical bar. */
  readonly clientId: string;
  readonly signIn: PasswordSignIn | AlibabaSignIn;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  /** Seconds; MQTT 5 only. 0xFFFFFFFF: never. */
  readonly sessionExpiry: number;
  readonly will: WillSetting | undefined;
  /** MQTT 5: additional properties of CONNECT, which override the defaults. */
  readonly connectProperties?: readonly Property[];
  /** Continues after malformed packets of a server, which are shown and skipped. */
  readonly goOnAfterMalformed?: boolean;
  /** Publishes nothing and sets no will. */
  readonly readOnly?: boolean;
  /** Rules for reading payloads; absent: detected automatically. */
  readonly payloads?: PayloadRules;
  /** Auto-reply rules in their stored form, parsed on use (`answerRules.ts`). */
  readonly answers?: unknown;
  /** Charted values; absent for none. */
  readonly charts?: ChartSettings;
  /** Subscribed to after each CONNACK without a session. */
  readonly subscriptions: readonly SubscriptionSetting[];
}

/** The user's choice; none of them indicates a state. */
export const PROFILE_COLOURS = ['rose', 'amber', 'olive', 'teal', 'indigo', 'grey'] as const;

export type ProfileColour = (typeof PROFILE_COLOURS)[number];

/** Organization and use of a profile, beyond the connection's own settings. */
export interface ProfileTraits {
  /** Absent if in none. */
  readonly folder?: string | undefined;
  /** Position in the folder, from 0; items without one follow by name. */
  readonly order?: number;
  readonly colour?: ProfileColour;
  /** Connects when the page loads. */
  readonly connectAtStart?: boolean;
}

/** A saved connection; its secrets are empty. */
export interface Profile extends ProfileTraits {
  readonly id: string;
  readonly name: string;
  readonly settings: ConnectionSettings;
}
