/**
 * Events of the companion besides its broker's, for the event log, and the control commands that are logged.
 */
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { BrokerEvent } from '../../broker/core/state/events.ts';

export type HostEvent =
  /** The companion and its log start. */
  | {
      readonly kind: 'started';
      readonly appVersion: string;
      readonly app: string;
      readonly mqtt?: string;
      readonly sn?: string;
      /** Addresses of the other listeners. */
      readonly further?: readonly string[];
    }
  | { readonly kind: 'ended' }
  /** A controller connects. `address`: the peer's, with its port if it is known. */
  | { readonly kind: 'control-opened'; readonly address: string }
  | { readonly kind: 'control-closed'; readonly address: string }
  /** A wrong token or none, too many lines, or a wrong first message. */
  | { readonly kind: 'control-refused'; readonly address: string; readonly reason: string }
  /** The bridge. `to`: scheme, host and port; `why`: a key of `LineFailures`. */
  | { readonly kind: 'bridge-opened'; readonly address: string; readonly to: string }
  | { readonly kind: 'bridge-closed'; readonly address: string; readonly to: string }
  /** A page asked whether an address can be opened. `why`: a key of `LineFailures`; absent: it can. */
  | {
      readonly kind: 'bridge-probed';
      readonly address: string;
      readonly to: string;
      readonly why?: string;
    }
  /**
   * A client of MQTT-SN that the gateway has rejected: `clients`, `clientsPerMachine`, `memory` or
   * `protocol`.
   */
  | {
      readonly kind: 'sn-refused';
      readonly address: string;
      readonly clientId: string;
      readonly reason: string;
    }
  /** A client of MQTT-SN that was `silent` for too long or left a message `unanswered`. */
  | {
      readonly kind: 'sn-given-up';
      readonly address: string;
      readonly clientId: string;
      readonly reason: string;
    }
  | { readonly kind: 'tap-started'; readonly listen: string; readonly to: string }
  | { readonly kind: 'tap-stopped'; readonly listen: string; readonly to: string }
  | {
      readonly kind: 'bridge-failed';
      readonly address: string;
      readonly to: string;
      readonly why: string;
    }
  | {
      readonly kind: 'control-command';
      /** `http`: a request to the platform; otherwise the address of the line. */
      readonly address: string;
      readonly command: ControlCommand['kind'];
      /** Client that the command names, if any. */
      readonly client?: string;
      readonly device?: string;
      readonly topic?: string;
      readonly outcome: 'done' | 'refused';
    }
  | {
      readonly kind: 'http-refused';
      readonly address: string;
      readonly method: string;
      /** Path without query. */
      readonly path: string;
      readonly status: number;
      readonly reason: string;
    }
  /** A limit of the companion itself, not of the broker. */
  | {
      readonly kind: 'host-limit';
      readonly limit: string;
      readonly address?: string;
      readonly reason?: string;
    }
  | { readonly kind: 'tls-refused'; readonly address: string; readonly reason: string }
  /** A problem at the start that does not prevent it. */
  | { readonly kind: 'warning'; readonly reason: string }
  /** The disk of `--data` fails: nothing more that must be durable is accepted. */
  | { readonly kind: 'data-failed'; readonly reason: string }
  /** The disk works again. */
  | { readonly kind: 'data-kept' }
  /** The file was removed, replaced or changed by another program, and is written again. */
  | { readonly kind: 'data-replaced' }
  /** An incomplete end was removed at the start. It was never acknowledged. */
  | { readonly kind: 'data-cut'; readonly bytes: number }
  /** An internal error of mqttscope; standard error has the details. */
  | { readonly kind: 'fault'; readonly where: string };

export type LoggedEvent = BrokerEvent | HostEvent;

/** Reports an event. */
export type Report = (event: LoggedEvent) => void;

/** `look`: queries that pages send all the time, and commands that end with their line. */
const WORTH: Record<ControlCommand['kind'], 'act' | 'listen' | 'look'> = {
  clients: 'look',
  client: 'look',
  subscriptions: 'look',
  retained: 'look',
  statistics: 'look',
  'set-rules': 'act',
  'list-rules': 'look',
  'enable-rule': 'act',
  'list-waiting': 'look',
  'show-waiting': 'look',
  decide: 'act',
  release: 'act',
  step: 'act',
  'end-step': 'act',
  'let-go': 'act',
  cut: 'act',
  'start-recipe': 'act',
  'stop-recipe': 'act',
  'list-recipes': 'look',
  messages: 'look',
  message: 'look',
  platform: 'look',
  'platform-devices': 'look',
  'platform-device': 'look',
  'platform-secret': 'listen',
  'platform-call': 'look',
  'platform-log': 'look',
  'platform-message': 'listen',
  'set-property': 'act',
  'invoke-service': 'act',
  rrpc: 'act',
  'cloud-publish': 'act',
  'enable-device': 'act',
  'reload-devices': 'act',
  'pre-auth': 'act',
  'disconnect-client': 'act',
  'end-session': 'act',
  'clear-retained': 'act',
  restart: 'act',
  'take-over': 'act',
  'run-fleet': 'act',
  facts: 'look',
  'list-device-taps': 'look',
  sensors: 'look',
  sensor: 'look',
  'start-device-tap': 'act',
  'stop-device-tap': 'act',
  tap: 'listen',
  'end-tap': 'look',
  'watch-marks': 'listen',
  'end-marks': 'look',
};

/** Undefined: not logged. Only names are kept, because values and messages may be secret. */
export function commandEvent(
  address: string,
  command: ControlCommand,
  { kind: reply }: ControlReply,
): HostEvent | undefined {
  const { kind } = command;
  if (WORTH[kind] === 'look') return undefined;
  return {
    kind: 'control-command',
    address,
    command: kind,
    ...('client' in command && command.client !== undefined && { client: command.client }),
    ...('deviceName' in command && { device: `${command.productKey}/${command.deviceName}` }),
    ...('topic' in command && { topic: command.topic }),
    outcome: reply === 'refused' ? 'refused' : 'done',
  };
}
