/** A real Mosquitto on loopback, with a TCP and a WebSocket listener. */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/connection/ports.testkit.ts';
import { type Running, start, untilUp } from './processes.ts';

const MOSQUITTO = process.env['MQTTSCOPE_MOSQUITTO'] ?? 'mosquitto';

export interface MosquittoOptions {
  /** Sessions and retained messages survive SIGTERM. */
  readonly persistence?: boolean;
  /** A filter that the plugin rejects in every subscription, because ACL files do not reject subscriptions. */
  readonly refuse?: string;
  /** An access control list. */
  readonly acl?: string;
  /** Further configuration lines. */
  readonly settings?: readonly string[];
}

export interface Mosquitto {
  readonly mqtt: string;
  readonly ws: string;
  readonly processId: () => number | undefined;
  readonly stop: () => Promise<void>;
  /** Restarts it on the same ports with its stored state. */
  readonly startAgain: () => Promise<void>;
  /** Stops it and removes its files. */
  readonly remove: () => Promise<void>;
}

export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-mosquitto-'));
  // Started by root, it changes to the user "mosquitto", who must be able to read and write here.
  chmodSync(folder, 0o777);
  const [tcp, ws] = [await freePort(), await freePort()];
  const config = path.join(folder, 'mosquitto.conf');
  writeFileSync(config, configLines(options, folder, tcp, ws).join('\n'), { mode: 0o644 });
  /** Waits for its own message, which it prints when it has all ports, so other listeners do not count. */
  const up = (): Promise<Running> => {
    const started = start(MOSQUITTO, ['-c', config]);
    const isUp = () => /mosquitto version \S+ running/.test(started.stderr());
    return untilUp(started, isUp, 'mosquitto');
  };
  let running = await up();

  return {
    mqtt: `mqtt://127.0.0.1:${tcp}`,
    ws: `ws://127.0.0.1:${ws}/mqtt`,
    processId: () => running.child.pid,
    stop: async () => {
      await running.stop('SIGTERM');
    },
    startAgain: async () => {
      running = await up();
    },
    remove: async () => {
      await running.stop('SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

const listenerLines = (tcp: number, ws: number): readonly string[] => [
  `listener ${tcp} 127.0.0.1`,
  `listener ${ws} 127.0.0.1`,
  'protocol websockets',
  'allow_anonymous true',
];

function configLines(options: MosquittoOptions, folder: string, tcp: number, ws: number): string[] {
  const lines = [...listenerLines(tcp, ws), 'log_dest stderr'];
  if (options.persistence) lines.push('persistence true', `persistence_location ${folder}/`);
  if (options.acl) lines.push(`acl_file ${options.acl}`);
  lines.push(...(options.settings ?? []).map((line) => readable(line, folder)));
  if (options.refuse) {
    const file = path.join(folder, 'dynamic-security.json');
    writeFileSync(file, JSON.stringify(refusing(options.refuse)), { mode: 0o666 });
    lines.push(
      'per_listener_settings false',
      `plugin ${findPlugin()}`,
      `plugin_opt_config_file ${file}`,
    );
  }
  return lines;
}

/** Copies a file named in a setting to where the user "mosquitto" can read it. */
function readable(setting: string, folder: string): string {
  const [, name, file] =
    /^(certfile|keyfile|cafile|psk_file|password_file) (.+)$/.exec(setting) ?? [];
  if (name === undefined || file === undefined) return setting;
  const copy = path.join(folder, path.basename(file));
  copyFileSync(file, copy);
  chmodSync(copy, 0o644);
  return `${name} ${copy}`;
}

/** Folders of Mosquitto's own plugins in packages. */
const PLUGIN_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
  '/opt/homebrew/lib',
];

function findPlugin(): string {
  const files = PLUGIN_FOLDERS.flatMap((folder) =>
    ['so', 'dylib'].map((ending) => path.join(folder, `mosquitto_dynamic_security.${ending}`)),
  );
  const found = files.find((file) => existsSync(file));
  if (!found)
    throw new Error(
      `Mosquitto’s dynamic security plugin is in none of ${PLUGIN_FOLDERS.join(', ')}`,
    );
  return found;
}

/** Allows everything except subscribing to one filter. */
const refusing = (filter: string) => ({
  defaultACLAccess: {
    publishClientSend: true,
    publishClientReceive: true,
    subscribe: true,
    unsubscribe: true,
  },
  roles: [
    {
      rolename: 'guest',
      acls: [{ acltype: 'subscribeLiteral', topic: filter, priority: 1, allow: false }],
    },
  ],
  groups: [{ groupname: 'guests', roles: [{ rolename: 'guest' }], clients: [] }],
  anonymousGroup: 'guests',
  clients: [],
});
