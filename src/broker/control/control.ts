/**
 * The control interface: what shows and steers a broker, the companion's as the one in a tab. Over a
 * WebSocket each message is a text frame of JSON; over a message port it is the same object. Tapped
 * packets come as bytes, in binary frames (see `tapBatch.ts`).
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

/** Changes with every message that an older side would not understand. */
export const CONTROL_VERSION = 1;
/** Of the WebSocket, on the companion's HTTP port. */
export const CONTROL_PATH = '/control';
/** A page that was opened with a code gets a ticket for it here, by POST: `{"code": "…"}`. */
export const CONTROL_CODE_PATH = '/control/code';
/** POST: the companion prints an address with a new code, unless one that it printed still works. */
export const CONTROL_ADDRESS_PATH = '/control/address';

/** Lets a page in as the token does, until the companion ends. */
export interface ControlTicket {
  readonly ticket: string;
}

/** The code is wrong, used or too old. */
export interface ControlTicketRefusal {
  readonly refused: string;
}

export interface ControlAddressAnswer {
  /** For so long a printed address works. */
  readonly minutes: number;
  /** It was printed before, and still works. */
  readonly isThere: boolean;
}

/** From whoever controls. The first must be `hello`. */
export type ControlMessage =
  /** The token is asked for over a WebSocket only; never in its address. */
  | { readonly kind: 'hello'; readonly version: number; readonly token?: string }
  /** `id`: chosen by whoever asks, for the answer to be known by. */
  | { readonly kind: 'ask'; readonly id: number; readonly command: ControlCommand };

/** From the broker's side. */
export type ControlAnswer =
  | {
      readonly kind: 'welcome';
      readonly version: typeof CONTROL_VERSION;
      readonly broker: BrokerFacts;
    }
  /** The line is closed after it. */
  | {
      readonly kind: 'goodbye';
      readonly why: 'token' | 'version' | 'malformed' | 'too-slow' | 'ended';
      /** The fact in English. */
      readonly message: string;
      /** Absent: from a broker that tells none. */
      readonly fact?: RefusalFact;
    }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: ControlReply }
  | TapEvent;

/** What the broker's host says of itself. */
export interface BrokerFacts {
  readonly program: 'mqttscope';
  readonly programVersion: string;
  readonly host: 'companion' | 'tab';
  /** Wall-clock time at which the broker's clock was 0, ms since 1970: all times here are ms of that clock. */
  readonly origin: number;
  /** The demo devices: absent where there are none. */
  readonly fleet?: { readonly isRunning: boolean };
  /** The local platform of devices: absent where there is none. */
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

/** What needs the broker as a whole. Each is answered with `done` or `refused`, if not said otherwise. */
export type HostCommand =
  /**
   * With a reason code that a server's DISCONNECT may carry (MQTT 5, 3.14.2.1; 0x80 or above); older
   * clients see their connection end. The session stays, the will is sent.
   */
  | {
      readonly kind: 'disconnect-client';
      readonly client: string;
      readonly reasonCode: number;
      readonly reasonString?: string;
      /** For 0x9C and 0x9D. */
      readonly serverReference?: string;
    }
  /** Ends the session (and its connection, with 0x98): its subscriptions and queue are gone; its will is sent. */
  | { readonly kind: 'end-session'; readonly client: string }
  | { readonly kind: 'clear-retained'; readonly topic: string }
  /**
   * All connections end without a word and nobody gets in for `downFor` ms. Without sessions, also
   * retained messages and everything queued are gone, as in a broker that keeps nothing on disk.
   */
  | { readonly kind: 'restart'; readonly withSessions: boolean; readonly downFor: number }
  /** A second client connects under the same identifier, keeps the session as it is, and leaves again. */
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
