/**
 * Control interface of a broker, in the companion or in a tab. Over a WebSocket each message is a text frame
 * of JSON. Over a message port it is the same object. Tapped packets are bytes in binary frames (see
 * `tapBatch.ts`).
 */
import type { RefusalFact } from '../core/commands/refusals.ts';
import type { FaultCommand, FaultReply } from '../faults/commands.ts';
import type { JournalCommand, JournalReply } from '../journal/tracedMessage.ts';
import type { PlatformCommand, PlatformReply } from '../platform/devices/commands.ts';
import type { RecipeCommand, RecipeReply } from '../recipes/recipe.ts';
import type { TapCommand, TapEvent } from '../tap/commands.ts';
import type { DeviceTapCommand, DeviceTapsReply } from '../tap/deviceTaps.ts';
import type { SensorCommand, SensorReply } from '../tap/sensors.ts';
import type { ViewCommand, ViewReply } from './views.ts';

/** Increases with every message that an older side would not understand. */
export const CONTROL_VERSION = 1;
/** Path of the WebSocket on the companion's HTTP port. */
export const CONTROL_PATH = '/control';
/** Begins the fragment of the page's printed address. The token follows, percent-encoded. */
export const TOKEN_FRAGMENT = '#token=';

/** Message from the controlling side. The first must be `hello`. */
export type ControlMessage =
  /** The token is required only over a WebSocket, and never in its address. */
  | { readonly kind: 'hello'; readonly version: number; readonly token?: string }
  /** `id`: chosen by the sender to match the answer. */
  | { readonly kind: 'ask'; readonly id: number; readonly command: ControlCommand };

/** Message from the broker's side. */
export type ControlAnswer =
  | {
      readonly kind: 'welcome';
      readonly version: typeof CONTROL_VERSION;
      readonly broker: BrokerFacts;
    }
  /** The line closes after this message. */
  | {
      readonly kind: 'goodbye';
      readonly why: 'token' | 'version' | 'malformed' | 'too-slow' | 'ended';
      /** English text of the fact. */
      readonly message: string;
      /** Absent if the broker sends none. */
      readonly fact?: RefusalFact;
    }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: ControlReply }
  | TapEvent;

/** Facts of the broker's host. */
export interface BrokerFacts {
  readonly program: 'mqttscope';
  readonly programVersion: string;
  readonly host: 'companion' | 'tab';
  /**
   * Wall-clock time of the broker's time 0, in ms since 1970. All times here are ms of the broker's clock.
   */
  readonly origin: number;
  /** The demo devices; absent if there are none. */
  readonly fleet?: { readonly isRunning: boolean };
  /** The local device platform; absent if there is none. */
  readonly platform?: { readonly products: number; readonly devices: number };
}

export type ControlCommand =
  | ViewCommand
  | FaultCommand
  | RecipeCommand
  | JournalCommand
  | HostCommand
  | TapCommand
  | DeviceTapCommand
  | SensorCommand
  | PlatformCommand;

/** Commands for the broker as a whole. The answer is `done` or `refused` unless noted. */
export type HostCommand =
  /**
   * The reason code is one that a server's DISCONNECT may carry (MQTT 5, 3.14.2.1; 0x80 or above). Older
   * clients only see the connection end. The session is kept and the will is sent.
   */
  | {
      readonly kind: 'disconnect-client';
      readonly client: string;
      readonly reasonCode: number;
      readonly reasonString?: string;
      /** For 0x9C and 0x9D. */
      readonly serverReference?: string;
    }
  /**
   * Ends the session (and its connection, with 0x98). Subscriptions and queue are deleted and the will is
   * sent.
   */
  | { readonly kind: 'end-session'; readonly client: string }
  | { readonly kind: 'clear-retained'; readonly topic: string }
  /**
   * Drops all connections without DISCONNECT and accepts none for `downFor` ms. Without sessions, retained
   * messages and queues are lost too, like in a broker without persistence.
   */
  | { readonly kind: 'restart'; readonly withSessions: boolean; readonly downFor: number }
  /** A second client connects under the same identifier, leaves the session unchanged, and disconnects. */
  | { readonly kind: 'take-over'; readonly client: string }
  /** Answered with `facts`. */
  | { readonly kind: 'run-fleet'; readonly isRunning: boolean }
  /** Answered with `facts`. */
  | { readonly kind: 'facts' };

export type ControlReply =
  | ViewReply
  | FaultReply
  | RecipeReply
  | JournalReply
  | PlatformReply
  | DeviceTapsReply
  | SensorReply
  | { readonly kind: 'facts'; readonly facts: BrokerFacts };
