/** Third-party clients, each as a program that plays a script of steps. */
import { once } from 'node:events';
import { type Running, start } from '../kit/peers/processes.ts';
import { clientFile, nodePackage, prepared } from './programs.ts';

type Qos = 0 | 1 | 2;

/** An action of a connected client. `kill`: it ends without DISCONNECT. */
type Step =
  | readonly ['sub', filter: string, qos: Qos, options?: Readonly<Record<string, unknown>>]
  | readonly ['unsub', filter: string]
  | readonly [
      'pub',
      topic: string,
      payload: string,
      qos: Qos,
      retain?: boolean,
      properties?: Readonly<Record<string, unknown>>,
    ]
  /** Waits for a number of messages in total, or 8 s. */
  | readonly ['await', messages: number]
  | readonly ['pause', milliseconds: number]
  | readonly ['kill'];

export interface Task {
  readonly port: number;
  readonly version: 3 | 4 | 5;
  readonly clientId: string;
  readonly clean?: boolean;
  /** Session expiry of MQTT 5, s. */
  readonly expiry?: number;
  /** Seconds. */
  readonly keepAlive?: number;
  readonly will?: {
    readonly topic: string;
    readonly qos?: Qos;
    readonly retain?: boolean;
    /** Seconds; MQTT 5. */
    readonly delay?: number;
  };
  /** Reconnects automatically. */
  readonly stays?: boolean;
  /** Awaits each response before the next step. */
  readonly awaits?: boolean;
  readonly webSocket?: boolean;
  /** CONNECT properties of MQTT 5. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

const mqttJs = (name: string) => (task: string) =>
  start(process.execPath, [clientFile('mqttJs.mjs'), nodePackage(name), task]);

const PLAYERS = {
  'mqtt.js 2': mqttJs('mqtt2'),
  'mqtt.js 4': mqttJs('mqtt4'),
  'mqtt.js 5': mqttJs('mqtt5'),
  'Paho Python 1': (task: string) => start('/usr/bin/python3', [clientFile('pahoPython.py'), task]),
  'Paho Python 2': (task: string) =>
    start(prepared('py/bin/python'), [clientFile('pahoPython.py'), task]),
  'Paho Go': (task: string) => start(prepared('pahoGo'), [task]),
  'Paho JS': (task: string) =>
    start(process.execPath, [
      clientFile('pahoJs.mjs'),
      nodePackage('paho-mqtt'),
      nodePackage('ws'),
      task,
    ]),
} as const satisfies Record<string, (task: string) => Running>;

export type Player = keyof typeof PLAYERS;

export interface Played {
  /** Resolves at its end. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<unknown>;
}

export function play(player: Player, task: Task): Played {
  return watched(player, PLAYERS[player](JSON.stringify(task)));
}

/** Runs any other program, such as `mosquitto_pub`. */
export function run(program: string, ...args: readonly string[]): Played {
  return watched(program, start(program, args));
}

function watched(name: string, running: Running): Played {
  const ended = once(running.child, 'exit').then(() => {
    const said = running.stderr().trim();
    if (said !== '') console.error(`${name}: ${said.slice(0, 300)}`);
  });
  return { ended, stop: () => running.stop('SIGKILL') };
}
