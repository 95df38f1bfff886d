/** Third-party brokers, each on loopback with its own folder. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { listenerLines, MOSQUITTO } from '../kit/peers/mosquitto.ts';
import { type Running, start, untilUp } from '../kit/peers/processes.ts';
import { clientFile, nodePackage } from './programs.ts';

export type BrokerKind = keyof typeof BROKERS;

export interface RunningBroker {
  readonly port: number;
  readonly wsPort: number;
  readonly stop: () => Promise<void>;
  /** Restarts it on the same ports with its stored state. */
  readonly startAgain: () => Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly wsPort: number;
  /** A port for other services of the program. */
  readonly sparePort: number;
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const BROKERS = {
  mosquitto: mosquitto([]),
  'mosquitto-limited': mosquitto([
    'max_qos 1',
    'retain_available false',
    'max_keepalive 10',
    'max_inflight_messages 2',
  ]),
  rabbitmq,
  ejabberd,
  nats,
  'aedes-0.51': (place: Place) => aedes(place, 'aedes0'),
  'aedes-2': (place: Place) => aedes(place, 'aedes2'),
  mosca,
} as const satisfies Record<string, (place: Place) => Command>;

function mosquitto(settings: readonly string[]): (place: Place) => Command {
  return ({ folder, port, wsPort }) => {
    const config = path.join(folder, 'mosquitto.conf');
    const lines = [
      ...listenerLines(port, wsPort),
      'persistence true',
      `persistence_location ${folder}/`,
      ...settings,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    return { program: MOSQUITTO, args: ['-c', config] };
  };
}

/** A file of a package whose folder name contains its version. */
function inLibraries(parent: string, prefix: string, file: string): string {
  const folder = path.join('/usr/lib', parent);
  const [name = prefix] = readdirSync(folder).filter((entry) => entry.startsWith(prefix));
  return path.join(folder, name, file);
}

function rabbitmq({ folder, port, sparePort }: Place): Command {
  const config = path.join(folder, 'rabbitmq.conf');
  const plugins = path.join(folder, 'plugins');
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${sparePort}`,
    `mqtt.listeners.tcp.1 = 127.0.0.1:${port}`,
    'mqtt.allow_anonymous = true',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  writeFileSync(plugins, '[rabbitmq_mqtt].\n');
  return {
    // The program in PATH leaves the broker running when it is ended.
    program: inLibraries('rabbitmq/lib', 'rabbitmq_server-', 'sbin/rabbitmq-server'),
    args: [],
    env: {
      HOME: folder,
      RABBITMQ_NODENAME: `corpus${port}@localhost`,
      RABBITMQ_CONFIG_FILE: config,
      RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
      RABBITMQ_MNESIA_BASE: path.join(folder, 'data'),
      RABBITMQ_LOG_BASE: path.join(folder, 'log'),
      RABBITMQ_DIST_PORT: String(sparePort + 1),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_ADDRESS: '127.0.0.1',
    },
  };
}

function ejabberd({ folder, port, wsPort }: Place): Command {
  const config = path.join(folder, 'ejabberd.yml');
  const lines = `hosts: [localhost]
auth_method: anonymous
anonymous_protocol: both
listen:
  - {port: ${port}, ip: "127.0.0.1", module: mod_mqtt, backlog: 100}
  - {port: ${wsPort}, ip: "127.0.0.1", module: ejabberd_http, request_handlers: {/mqtt: mod_mqtt}}
modules:
  mod_mqtt: {access_publish: {}, access_subscribe: {}, match_retained_limit: 100}
`;
  writeFileSync(config, lines);
  // Like its start script, which would use another user and other files.
  const own = ['-noinput', '-sname', `corpus${port}@localhost`, '-setcookie', `corpus${port}`];
  const library = inLibraries('x86_64-linux-gnu', 'ejabberd-', 'ebin');
  const interfaces = ['-kernel', 'inet_dist_use_interface', '{127,0,0,1}'];
  const data = ['-mnesia', 'dir', `"${path.join(folder, 'spool')}"`];
  return {
    program: 'erl',
    args: [...own, ...interfaces, ...data, '-pa', library, '-s', 'ejabberd'],
    env: {
      HOME: folder,
      ERL_LIBS: '/usr/lib/x86_64-linux-gnu',
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: path.join(folder, 'ejabberd.log'),
      ERL_EPMD_ADDRESS: '127.0.0.1',
    },
  };
}

function nats({ folder, port, sparePort }: Place): Command {
  const config = path.join(folder, 'nats.conf');
  const lines = `server_name: corpus
listen: "127.0.0.1:${sparePort}"
jetstream { store_dir: "${folder}" }
mqtt { host: "127.0.0.1", port: ${port} }
`;
  writeFileSync(config, lines);
  return { program: 'nats-server', args: ['-c', config] };
}

function aedes({ port, wsPort }: Place, name: string): Command {
  const own = [clientFile('aedes.mjs'), nodePackage(name), nodePackage('ws')];
  return { program: process.execPath, args: [...own, String(port), String(wsPort)] };
}

function mosca({ port }: Place): Command {
  return {
    program: process.execPath,
    args: [clientFile('mosca.cjs'), nodePackage('mosca'), String(port)],
  };
}

export async function startBroker(kind: BrokerKind): Promise<RunningBroker> {
  const folder = mkdtempSync(path.join(tmpdir(), `corpus-${kind}-`));
  // Some brokers change to another user, who must be able to read and write here.
  chmodSync(folder, 0o777);
  for (const name of ['spool', 'data', 'log']) {
    if (!existsSync(path.join(folder, name))) mkdirSync(path.join(folder, name));
    chmodSync(path.join(folder, name), 0o777);
  }
  const place = {
    folder,
    port: await freePort(),
    wsPort: await freePort(),
    sparePort: await freePort(),
  };
  const { program, args, env }: Command = BROKERS[kind](place);
  const up = (): Promise<Running> => {
    const isUp = () => listens(place.port);
    return untilUp(start(program, args, env), isUp, `${kind} on port ${place.port}`, 120_000);
  };
  let running = await up();

  return {
    port: place.port,
    wsPort: place.wsPort,
    stop: async () => {
      await running.stop('SIGTERM');
    },
    startAgain: async () => {
      running = await up();
    },
  };
}

/** Whether a program listens there. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
