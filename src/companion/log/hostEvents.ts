/** What happens in the companion beside its broker, for the event log; and which control commands are worth a line. */
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { BrokerEvent } from '../../broker/core/state/events.ts';

export type HostEvent =
  /** The log begins, with the companion. */
  | {
      readonly kind: 'started';
      readonly appVersion: string;
      readonly app: string;
      readonly mqtt?: string;
      readonly sn?: string;
    }
  | { readonly kind: 'ended' }
  /** Somebody watches and steers the broker. `address`: of the peer, with its port where that is known. */
  | { readonly kind: 'control-opened'; readonly address: string }
  | { readonly kind: 'control-closed'; readonly address: string }
  /** A page came with a code and has a ticket for it now. */
  | { readonly kind: 'control-invited'; readonly address: string }
  /** A wrong token or none, too many lines, a wrong first message. */
  | { readonly kind: 'control-refused'; readonly address: string; readonly reason: string }
  /** The bridge. `to`: scheme, host and port; `why`: a key of `LineFailures`. */
  | { readonly kind: 'bridge-opened'; readonly address: string; readonly to: string }
  | { readonly kind: 'bridge-closed'; readonly address: string; readonly to: string }
  /** A client of MQTT-SN that the gateway did not take: `clients`, `clientsPerMachine`, `memory` or `protocol`. */
  | {
      readonly kind: 'sn-refused';
      readonly address: string;
      readonly clientId: string;
      readonly reason: string;
    }
  /** One that was `silent` for too long, or left a message `unanswered`. */
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
      /** `http`: by a request to the platform; else of the line. */
      readonly address: string;
      readonly command: ControlCommand['kind'];
      /** Whom or what it is about, where it names that. */
      readonly client?: string;
      readonly device?: string;
      readonly topic?: string;
      readonly outcome: 'done' | 'refused';
    }
  | {
      readonly kind: 'http-refused';
      readonly address: string;
      readonly method: string;
      /** Without its query. */
      readonly path: string;
      readonly status: number;
      readonly reason: string;
    }
  /** A limit of the companion's own, outside of the broker. */
  | {
      readonly kind: 'host-limit';
      readonly limit: string;
      readonly address?: string;
      readonly reason?: string;
    }
  | { readonly kind: 'tls-refused'; readonly address: string; readonly reason: string }
  /** At the start: something that does not keep from it. */
  | { readonly kind: 'warning'; readonly reason: string }
  /** The disk takes nothing of `--data`: nothing more that must last is taken. */
  | { readonly kind: 'data-failed'; readonly reason: string }
  /** It takes it again. */
  | { readonly kind: 'data-kept' }
  /** At the start: what was not written to its end, and so acknowledged to nobody. */
  | { readonly kind: 'data-cut'; readonly bytes: number }
  | { readonly kind: 'reloaded'; readonly what: string }
  /** What was in force stays so. */
  | { readonly kind: 'reload-failed'; readonly what: string; readonly reason: string }
  /** A failure of mqttscope itself; standard error has it in full. */
  | { readonly kind: 'fault'; readonly where: string };

export type LoggedEvent = BrokerEvent | HostEvent;

/** Whoever reports takes this. */
export type Report = (event: LoggedEvent) => void;

/** `look`: what pages ask for all the time, and what ends with its line anyway. */
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
  'platform-webhook': 'look',
  'set-webhook': 'act',
  'platform-log': 'look',
  'platform-message': 'listen',
  'set-property': 'act',
  'invoke-service': 'act',
  'cloud-publish': 'act',
  'enable-device': 'act',
  'set-desired': 'act',
  'make-device': 'act',
  'change-secret': 'act',
  'remove-device': 'act',
  'make-product': 'act',
  'change-product': 'act',
  'remove-product': 'act',
  'save-devices': 'act',
  'platform-file': 'listen',
  'set-desired-properties': 'act',
  'set-tags': 'act',
  'send-raw': 'act',
  'raw-rules': 'look',
  'set-raw-rules': 'act',
  'upload-file': 'look',
  'platform-ota': 'look',
  'add-package': 'act',
  'remove-package': 'act',
  'upgrade-device': 'act',
  'platform-device-log': 'look',
  'set-device-log': 'act',
  'platform-device-files': 'look',
  'platform-device-file': 'listen',
  'remove-device-file': 'act',
  'cancel-upgrade': 'act',
  'set-config': 'act',
  'push-config': 'act',
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
  'sensor-topics': 'look',
  'name-sensor-topics': 'act',
  'start-device-tap': 'act',
  'stop-device-tap': 'act',
  tap: 'listen',
  'end-tap': 'look',
  'watch-marks': 'listen',
  'end-marks': 'look',
};

/** undefined: not worth a line. Nothing of it is kept but names: values and messages may be secret. */
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
