/** What reading a pasted address comes to. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
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
}

/** Everything that a text says about a connection; absent where it says nothing. */
export interface PastedSettings {
  readonly userName?: string;
  /** Goes into its field only: never into a URL, a message or storage. */
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
  /** Where the companion can follow it. */
  readonly line?: LineSettings;
}

export interface ParsedAddress {
  readonly from: 'nothing' | 'unreadable' | 'url' | 'host-port' | 'mosquitto';
  /** That can be opened, without user name and password; absent where there is none. */
  readonly url: string | undefined;
  /** IPv6 in brackets; empty where none could be read. */
  readonly host: string;
  readonly port: number | undefined;
  /** Addresses to try where the text gives none that a browser can open, or only half of one. */
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
