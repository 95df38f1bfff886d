/** A real Mosquitto on loopback, with a TCP and a WebSocket listener. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, listens, type Running, start, until } from './processes.ts';

const program = process.env['MQTTSCOPE_MOSQUITTO'] ?? 'mosquitto';

export interface MosquittoOptions {
  /** Sessions and retained messages survive an end by SIGTERM. */
  readonly persistence?: boolean;
  /** Lines of an ACL file for clients without a name, e.g. `topic readwrite #`. */
  readonly acl?: string;
  /** The only one who may sign in. */
  readonly user?: { readonly name: string; readonly password: string };
}

export interface Mosquitto {
  readonly mqtt: string;
  readonly ws: string;
  readonly stop: () => Promise<void>;
  /** Starts it again on the same ports with what it has kept. */
  readonly startAgain: () => Promise<void>;
  /** Stops it for good and removes its files. */
  readonly remove: () => Promise<void>;
}

export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-mosquitto-'));
  // Started by root it becomes the user "mosquitto", who must be able to read and write here.
  chmodSync(folder, 0o777);
  const [tcp, ws] = [await freePort(), await freePort()];
  const config = path.join(folder, 'mosquitto.conf');
  writeFileSync(config, configLines(options, folder, tcp, ws).join('\n'), { mode: 0o644 });
  let running: Running = await up();

  async function up(): Promise<Running> {
    const started = start(program, ['-c', config]);
    await until(async () => {
      if (started.child.exitCode !== null) throw new Error(`mosquitto ended: ${started.stderr()}`);
      return (await listens(tcp)) && (await listens(ws));
    }, 'mosquitto’s listeners');
    return started;
  }

  return {
    mqtt: `mqtt://127.0.0.1:${tcp}`,
    ws: `ws://127.0.0.1:${ws}/mqtt`,
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

function configLines(options: MosquittoOptions, folder: string, tcp: number, ws: number): string[] {
  const lines = [
    `listener ${tcp} 127.0.0.1`,
    `listener ${ws} 127.0.0.1`,
    'protocol websockets',
    `allow_anonymous ${options.user ? 'false' : 'true'}`,
    'log_dest stderr',
  ];
  if (options.persistence) lines.push('persistence true', `persistence_location ${folder}/`);
  if (options.acl) {
    const file = path.join(folder, 'acl');
    writeFileSync(file, `${options.acl}\n`, { mode: 0o644 });
    lines.push(`acl_file ${file}`);
  }
  if (options.user) {
    const file = path.join(folder, 'passwords');
    execFileSync('mosquitto_passwd', ['-b', '-c', file, options.user.name, options.user.password]);
    chmodSync(file, 0o644);
    lines.push(`password_file ${file}`);
  }
  return lines;
}
