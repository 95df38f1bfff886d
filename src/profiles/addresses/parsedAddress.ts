/** Result of parsing a pasted address. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { LineSettings } from '../settings/lineSettings.ts';
import type { SubscriptionSetting, WillSetting } from '../settings/settings.ts';
import type { AddressNote } from './addressNotes.ts';
import type { SuggestedAddress } from './brokerAddresses.ts';

/** A message that a mosquitto_pub command would have sent. */
export interface PastedMessage {
  readonly topic: string;
  readonly payload: string;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly properties: readonly Property[];
}

/** Connection settings in a text; absent if not specified. */
export interface PastedSettings {
  readonly userName?: string;
  /** Only for its field: never part of a URL, a message or storage. */
  readonly password?: string;
  readonly clientId?: string;
  readonly version?: ProtocolVersion;
  readonly cleanStart?: boolean;
  /** Seconds. */
  readonly keepAlive?: number;
  /** Seconds; 0xFFFFFFFF: never. */
  readonly sessionExpiry?: number;
  readonly will?: WillSetting;
  readonly subscriptions?: readonly SubscriptionSetting[];
  readonly publish?: PastedMessage;
  /** Set if the companion can apply it. */
  readonly line?: LineSettings;
}

export interface ParsedAddress {
  readonly from: 'nothing' | 'unreadable' | 'url' | 'host-port' | 'command';
  /** An address to open, without user name and password; absent if there is none. */
  readonly url: string | undefined;
  /** IPv6 in brackets; empty if unreadable. */
  readonly host: string;
  readonly port: number | undefined;
  /** Addresses to try if the text contains none, or only a part of one, that a browser can open. */
  readonly suggestions: readonly SuggestedAddress[];
  readonly notes: readonly AddressNote[];
  readonly settings: PastedSettings;
}

export function failed(from: ParsedAddress['from'], notes: readonly AddressNote[]): ParsedAddress {
  return {
    from,
    url: undefined,
    host: '',
    port: undefined,
    suggestions: [],
    notes,
    settings: {},
  };
}
