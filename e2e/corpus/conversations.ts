/** Conversations of clients with brokers in the recordings. Each is as long as needed to show its point. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import type { RunningBroker } from './brokers.ts';
import { type Played, type Player, play, run, type Task } from './players.ts';
import { prepared } from './programs.ts';

/** Setting of a conversation. */
interface Stage {
  readonly broker: RunningBroker;
  /** Port for the clients: the broker's or that of the relay before it. */
  readonly port: number;
}

export type Script = (stage: Stage) => Promise<void>;
export type Version = Task['version'];
type Qos = 0 | 1 | 2;

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
const all = async (...played: readonly Played[]) => {
  await Promise.all(played.map(({ ended }) => ended));
};
const clientId = (player: Player) => player.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
const portOf = (player: Player, { port, broker }: Stage) =>
  player === 'Paho JS' ? broker.wsPort : port;
const VERSION_NAMES = { 3: 'mqttv31', 4: 'mqttv311', 5: 'mqttv5' } as const;

/** Credentials for brokers that require them; see `record.ts`. */
const user = () => {
  const name = process.env['CORPUS_USER'] ?? '';
  return name === '' ? [] : ['-u', name, '-P', 'any'];
};

/** Publishes and subscribes at every QoS, with overlapping, retained and unsubscribed filters. */
export function everyday(player: Player, version: Version, highest: Qos = 2): Script {
  const least = (qos: Qos): Qos => (qos < highest ? qos : highest);
  return async (stage) => {
    await play(player, {
      port: portOf(player, stage),
      version,
      clientId: clientId(player),
      will: { topic: 'gone/here', qos: 1 },
      steps: [
        ['sub', 'a/+', 0],
        ['sub', 'a/b', 1],
        ['sub', 'c/#', highest],
        ['pub', 'a/b', 'zero', 0],
        ['pub', 'a/b', 'one', 1],
        ['pub', 'a/b', 'two', highest],
        ['pub', 'c/d', 'kept', highest, true],
        ['sub', 'c/d', 1],
        ['await', 5],
        ['unsub', 'a/+'],
        ['unsub', 'never/subscribed'],
        ['pub', 'a/b', 'after', least(1)],
        ['pub', 'nobody/listens', 'lost', 1],
        ['pub', 'c/d', '', 0, true],
        ['pause', 300],
      ],
    }).ended;
  };
}

/** The same with Mosquitto's programs. */
export function tools(version: Version): Script {
  return async ({ port }) => {
    const at = ['-p', String(port), '-V', VERSION_NAMES[version], ...user()];
    const listener = run('mosquitto_sub', ...at, '-i', 'sub', '-t', 'm/#', '-q', '2', '-C', '4');
    await pause(500);
    for (const qos of ['0', '1', '2']) {
      await all(run('mosquitto_pub', ...at, '-i', 'pub', '-t', 'm/x', '-m', 'value', '-q', qos));
    }
    await all(run('mosquitto_pub', ...at, '-i', 'pub', '-t', 'm/r', '-m', 'kept', '-q', '1', '-r'));
    await pause(800);
    await listener.stop();
  };
}

/** Paho C's own programs, and a program on it that retransmits on a timer. */
export function pahoC(version: 3 | 4, qos: Qos, seconds = 2): Script {
  return async ({ port }) => {
    const own = [String(port), String(version), 'pahoc', String(seconds), String(qos)];
    await all(run(prepared('pahoC'), ...own, 'echo/one', 'echo/two'));
  };
}

export function pahoCTools(version: '31' | '311' | '5'): Script {
  return async ({ port }) => {
    const at = ['-h', '127.0.0.1', '-p', String(port), '-V', version, ...user()];
    const listener = run('paho_cs_sub', ...at, '-i', 'csub', '-q', '2', '-t', 'p/#');
    await pause(500);
    const message = ['-m', 'value', '-q', '2', '-i', 'cpub'];
    await all(run('paho_cs_pub', ...at, ...message, '-t', 'p/x'));
    await all(run('paho_cs_pub', ...at, ...message, '-r', '-t', 'p/y'));
    await pause(500);
    await listener.stop();
  };
}

/** A session survives a lost connection, and messages published meanwhile arrive. */
export function session(player: Player, version: Version, highest: Qos = 2): Script {
  return async (stage) => {
    const own = {
      port: portOf(player, stage),
      version,
      clientId: clientId(player),
      clean: false,
      expiry: 300,
    };
    await play(player, { ...own, steps: [['sub', 's/#', highest], ['kill']] }).ended;
    await play('mqtt.js 5', {
      port: stage.port,
      version: 4,
      clientId: 'meanwhile',
      steps: [
        ['pub', 's/x', 'zero', 0],
        ['pub', 's/x', 'one', 1],
        ['pub', 's/x', 'two', highest],
        ['pub', 's/r', 'kept', highest, true],
      ],
    }).ended;
    await play(player, {
      ...own,
      steps: [
        ['await', 3],
        ['pub', 's/y', 'own', highest],
        ['await', 4],
      ],
    }).ended;
    await play(player, { ...own, clean: true, expiry: 0, steps: [['pub', 's/r', '', 0, true]] })
      .ended;
  };
}

/** Two clients with one identifier: the second one displaces the first, once. */
export function takeOver(player: Player, version: Version, stays = false): Script {
  return async (stage) => {
    const own = { port: portOf(player, stage), version, clientId: 'same', stays };
    const first = play(player, {
      ...own,
      steps: [
        ['sub', 't/#', 1],
        ['pause', 4_000],
      ],
    });
    await pause(1_500);
    const second = play(player, {
      ...own,
      steps: [
        ['sub', 't/#', 1],
        ['pause', 2_500],
      ],
    });
    await Promise.race([all(first, second), pause(9_000)]);
    await Promise.all([first.stop(), second.stop()]);
  };
}

/** A will that is sent, one delayed whose client returns in time, and one delayed that is sent. */
export function wills(player: Player, version: Version): Script {
  return async (stage) => {
    const port = portOf(player, stage);
    const isV5 = version === 5;
    const delayed = (delay: number) => ({ topic: 'will/late', qos: 1, delay }) as const;
    const watcher = play('mqtt.js 5', {
      port: stage.port,
      version: 4,
      clientId: 'watcher',
      steps: [
        ['sub', 'will/#', 1],
        ['pause', 14_000],
      ],
    });
    await pause(2_500);
    const killed = { port, version, steps: [['kill']] } as const;
    await play(player, { ...killed, clientId: 'dies', will: { topic: 'will/now', qos: 1 } }).ended;
    if (isV5) {
      const kept = { ...killed, clean: false, expiry: 120 };
      await play(player, { ...kept, clientId: 'back', will: delayed(60) }).ended;
      await play(player, { ...kept, clientId: 'late', will: delayed(2) }).ended;
      await play(player, { ...kept, clientId: 'back', steps: [] }).ended;
    }
    await watcher.ended;
  };
}

/** The broker restarts while reconnecting clients are active. */
export function restart(player: Player, version: Version, highest: Qos = 2): Script {
  return async (stage) => {
    const own = { port: stage.port, version, clean: false, expiry: 300, stays: true };
    const steady: Task['steps'] = Array.from({ length: 20 }, (_, at) => [
      ['pub', `r/${at}`, 'value', at % 2 === 0 ? 1 : highest] as const,
      ['pause', 250] as const,
    ]).flat();
    const listener = play('mqtt.js 5', {
      ...own,
      version: 4,
      clientId: 'listens',
      steps: [
        ['sub', 'r/#', highest],
        ['pause', 20_000],
      ],
    });
    await pause(3_000);
    const sender = play(player, { ...own, clientId: 'sends', awaits: false, steps: steady });
    await pause(3_500);
    await stage.broker.stop();
    await pause(300);
    await stage.broker.startAgain();
    await Promise.race([all(listener, sender), pause(25_000)]);
    await Promise.all([listener.stop(), sender.stop()]);
  };
}

/** The connection breaks during exchanges, and the reconnecting client continues them. */
export function broken(player: Player, version: Version, highest: Qos = 2): Script {
  return async (stage) => {
    await play(player, {
      port: stage.port,
      version,
      clientId: clientId(player),
      clean: false,
      expiry: 300,
      stays: true,
      steps: [
        ['sub', 'back/#', highest],
        ['pub', 'back/a', 'first', highest],
        ['pause', 1_200],
        ['pub', 'back/b', 'second', highest],
        ['pause', 1_200],
        ['pub', 'back/c', 'third', 1],
        ['pause', 1_200],
        ['pub', 'back/d', 'fourth', highest],
        ['pause', 1_500],
      ],
    }).ended;
  };
}

/** A script that publishes repeatedly. */
export function quickScript(version: Version): Script {
  return async ({ port }) => {
    const at = ['-p', String(port), '-V', VERSION_NAMES[version], '-i', 'script'];
    for (let n = 0; n < 7; n += 1) {
      await all(run('mosquitto_pub', ...at, '-t', 'q/x', '-m', String(n), '-q', '1'));
    }
  };
}

/** Long idle times and pings. */
export function idle(player: Player, version: Version): Script {
  return async (stage) => {
    await play(player, {
      port: portOf(player, stage),
      version,
      clientId: 'idle',
      keepAlive: 2,
      steps: [
        ['sub', 'idle/#', 0],
        ['pause', 7_000],
        ['pub', 'idle/x', 'still here', 0],
        ['pause', 300],
      ],
    }).ended;
  };
}

/** Features of MQTT 5: aliases, expiry, subscription options and identifiers, shared subscriptions. */
export const properties: Script = async ({ port }) => {
  const listener = play('mqtt.js 5', {
    port,
    version: 5,
    clientId: 'options',
    properties: { topicAliasMaximum: 4, receiveMaximum: 2, requestProblemInformation: false },
    steps: [
      ['sub', 'o/+', 2, { rh: 2, properties: { subscriptionIdentifier: 7 } }],
      ['sub', 'o/x', 1, { rap: true, nl: true, properties: { subscriptionIdentifier: 8 } }],
      ['sub', '$share/group/o/#', 1],
      ['await', 8],
      ['pause', 500],
    ],
  });
  await pause(1_000);
  await play('mqtt.js 5', {
    port,
    version: 5,
    clientId: 'sets',
    steps: [
      ['pub', 'o/x', 'one', 1, true, { messageExpiryInterval: 20 }],
      ['pub', 'o/x', 'two', 2, false, { contentType: 'text/plain' }],
      ['pub', 'o/y', 'three', 2],
      ['pub', 'o/y', 'four', 2, false, { messageExpiryInterval: 1 }],
      ['pub', 'o/y', 'five', 2],
      ['pub', 'unheard/of', 'six', 1],
    ],
  }).ended;
  await listener.ended;
};

/** Mosquitto's bridge as a client of another broker. */
export function bridge(protocol: 'mqttv31' | 'mqttv311' | 'mqttv50', tryPrivate: boolean): Script {
  return async ({ port }) => {
    const own = await freePort();
    const folder = mkdtempSync(path.join(tmpdir(), 'corpus-bridge-'));
    const file = path.join(folder, 'bridge.conf');
    const lines = [
      `listener ${own} 127.0.0.1`,
      'allow_anonymous true',
      'connection bridge',
      `address 127.0.0.1:${port}`,
      `bridge_protocol_version ${protocol}`,
      `try_private ${tryPrivate}`,
      'remote_clientid bridge.remote',
      'local_clientid bridge.local',
      ...(user().length > 0 ? [`remote_username ${user()[1]}`, 'remote_password any'] : []),
      'cleansession false',
      'restart_timeout 1',
      'topic up/# out 1',
      'topic down/# in 1',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    const bridging = run(process.env['MQTTSCOPE_MOSQUITTO'] ?? 'mosquitto', '-c', file);
    await pause(3_000);
    const there = ['-V', 'mqttv311', '-q', '1', '-m', 'value'];
    await all(
      run('mosquitto_pub', '-p', String(own), '-t', 'up/x', ...there),
      run(
        'mosquitto_pub',
        '-p',
        String(port),
        '-i',
        'faraway',
        '-t',
        'down/x',
        ...user(),
        ...there,
      ),
    );
    await pause(9_000);
    await all(run('mosquitto_pub', '-p', String(own), '-t', 'up/y', '-r', ...there));
    await pause(700);
    await bridging.stop();
  };
}

/** Filters and topics that this broker may reject. */
export function refusals(player: Player, version: Version): Script {
  return async (stage) => {
    const own = { port: portOf(player, stage), version, stays: true };
    const asks = play(player, {
      ...own,
      clientId: 'asks',
      steps: [
        ['sub', '$SYS/#', 2],
        ['sub', '#', 2],
        ['pub', 'q/two', 'value', 2],
        ['pub', '$SYS/mine', 'value', 1],
        ['pub', '/leading', 'value', 1, true],
        ['pause', 1_000],
      ],
    });
    await Promise.race([asks.ended, pause(12_000)]);
    await asks.stop();
  };
}
