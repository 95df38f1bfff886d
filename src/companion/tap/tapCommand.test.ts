/** Tests `mqttscope tap --faults FILE`: rules without the app, and the line for each treated packet. */
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { connectPacket, publishPacket } from '../../broker/core/broker.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { UsageError } from '../cli/errors.ts';
import { listeningWith } from '../dial/servers.testkit.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runTap } from './tapCommand.ts';

function tapWith(
  faults: string,
  to: string,
  more: readonly string[] = [],
): { notices: string[]; ended: Promise<void> } {
  const file = join(temporaryFolder(), 'faults.json');
  writeFileSync(file, faults);
  const notices: string[] = [];
  const argv = [
    '--listen',
    'mqtt://127.0.0.1:0',
    '--to',
    to,
    '--faults',
    file,
    '--for',
    '3s',
    ...more,
  ];
  const ended = runTap(argv, {
    output: new PassThrough(),
    notice: (text) => notices.push(text),
    texts: cli,
    version: '0.0.0',
  });
  return { notices, ended };
}

const portIn = (notices: readonly string[]): Promise<number> =>
  eventually(() => {
    const [, digits] = /127\.0\.0\.1:(\d+);/.exec(notices.join('\n')) ?? [];
    if (digits === undefined) throw new Error('not listening yet');
    return Number(digits);
  });

test('a tap that cannot store its authority suggests alternatives', async () => {
  const file = join(temporaryFolder(), 'no-folder');
  writeFileSync(file, '');
  const argv = [
    '--listen',
    'mqtts://127.0.0.1:0',
    '--to',
    'mqtt://127.0.0.1:1',
    '--authority-dir',
    file,
  ];
  const at = { output: new PassThrough(), notice: () => undefined, texts: cli, version: '0.0.0' };
  const ways =
    /no-folder\/tap\..* Name another folder .*--authority-dir.* --tls-cert and --tls-key\.$/;
  await expect(runTap(argv, at)).rejects.toThrow(ways);
  await expect(runTap([...argv, '--show-authority', 'pem'], at)).rejects.toThrow(ways);
});

test('a tap does not connect to itself', async () => {
  const taken = await listeningWith(() => undefined);
  const free = createServer();
  free.listen(0, '127.0.0.1');
  await once(free, 'listening');
  const place = free.address();
  const port = typeof place === 'object' && place !== null ? place.port : taken;
  free.close();
  await once(free, 'close');
  const at = { output: new PassThrough(), notice: () => undefined, texts: cli, version: '0.0.0' };
  for (const to of [`mqtt://127.0.0.1:${port}`, `mqtt://localhost:${port}`]) {
    const argv = ['--listen', `mqtt://127.0.0.1:${port}`, '--to', to];
    // Not at once, because both listen there.
    await expect(runTap(argv, at)).rejects.toThrow(`${to} is the tap’s own address`);
  }
});

test('a full disk ends the recording but no connection', async () => {
  const heard: Buffer[] = [];
  const broker = await listeningWith((socket) => {
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
  });
  const more = ['-o', '/dev/full', '--format', 'ndjson'];
  const { notices, ended } = tapWith(
    '{"version": 1, "rules": []}',
    `mqtt://127.0.0.1:${broker}`,
    more,
  );
  const over = ended.catch(String);
  const device = connect(await portIn(notices), '127.0.0.1');
  onTestFinished(() => {
    device.destroy();
  });
  await once(device, 'connect');
  device.write(encode(connectPacket('oven'), 5));
  await eventually(() => expect(notices.join('\n')).toContain('Nothing more is recorded'));
  const late = encode(publishPacket('still', 'x'), 5);
  device.write(late);
  await eventually(() => expect(Buffer.concat(heard).includes(Buffer.from(late))).toBe(true));
  device.destroy();
  expect(await over).toContain('/dev/full cannot be written');
});

test('a rule of the file drops its packets, and each is reported', async () => {
  const heard: Buffer[] = [];
  const broker = await listeningWith((socket) => {
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
  });
  const { notices, ended } = tapWith(
    '{"version": 1, "rules": [{"id": "lost", "match": {"topic": "lost/#"}, "do": "drop"}]}',
    `mqtt://127.0.0.1:${broker}`,
  );
  const port = await portIn(notices);
  const device = connect(port, '127.0.0.1');
  onTestFinished(() => {
    device.destroy();
  });
  await once(device, 'connect');
  const passing = [encode(connectPacket('oven'), 5), encode(publishPacket('kept', 'x'), 5)];
  device.write(passing[0] ?? '');
  device.write(encode(publishPacket('lost/a', 'x'), 5));
  device.write(passing[1] ?? '');
  await eventually(() => expect(Buffer.concat(heard).equals(Buffer.concat(passing))).toBe(true));
  expect(notices).toContain('Fault rule lost: drop, PUBLISH from "oven".');
  device.destroy();
  await ended;
});

test('a packet file has each treatment, also of packets that never reached the device', async () => {
  const broker = await listeningWith((socket) => {
    socket.once('data', () => {
      const answers = ['held', 'never', 'cut'].map((topic) => encode(publishPacket(topic, 'x'), 5));
      socket.write(Buffer.concat(answers));
    });
  });
  const rules = [
    { id: 'lost', match: { topic: 'lost/#' }, do: 'drop' },
    { id: 'late', match: { topic: 'held' }, do: { action: 'delay', milliseconds: 20 } },
    { id: 'gone', match: { topic: 'never' }, do: 'drop' },
    { id: 'end', match: { topic: 'cut' }, do: { action: 'cut', when: 'before' } },
  ];
  const path = join(temporaryFolder(), 'day.ndjson');
  const faults = JSON.stringify({ version: 1, rules });
  const { notices, ended } = tapWith(faults, `mqtt://127.0.0.1:${broker}`, ['-o', path]);
  const port = await portIn(notices);
  const device = connect(port, '127.0.0.1');
  device.on('error', () => undefined);
  device.resume();
  onTestFinished(() => {
    device.destroy();
  });
  await once(device, 'connect');
  const sent = [encode(publishPacket('lost/a', 'x'), 5), encode(publishPacket('kept', 'x'), 5)];
  device.write(Buffer.concat([encode(connectPacket('oven'), 5), ...sent]));
  await once(device, 'close');
  await ended;
  const told = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.includes('"kind":"stream-'))
    .map((line) => {
      const part = (pattern: RegExp): string => pattern.exec(line)?.[1] ?? '';
      const faults = [...part(/"faults":\[([^\]]*)\]/).matchAll(/"(?:rule|action)":"(\w+)"/g)];
      const words = [part(/"mqtt\.topic":"([^"]*)"/), ...faults.map(([, word]) => word)];
      return `${words.join(' ')}${line.includes('"withheld":true') ? ' off' : ''}`;
    });
  expect(told).toEqual([
    '',
    'lost/a lost drop',
    'kept',
    'never gone drop off',
    'held late delay',
    'cut end cut off',
  ]);
});

test('prints its address, and has a ready file while it listens', async () => {
  const file = join(temporaryFolder(), 'ready');
  writeFileSync(file, 'of an earlier run');
  const output = new PassThrough();
  const argv = ['--listen', 'mqtt://127.0.0.1:0', '--to', 'mqtt://127.0.0.1:1', '--for', '300ms'];
  const at = { output, notice: () => undefined, texts: cli, version: '0.0.0' };
  const ended = runTap([...argv, '--ready-file', file], at);
  const address = await eventually(() => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+\n$/);
    return text;
  });
  await ended;
  expect(String(output.read())).toBe(`tap ${address}`);
  expect(existsSync(file)).toBe(false);
});

test('an invalid file ends it with the position of the error', async () => {
  const { ended } = tapWith(
    '{"version": 1, "rules": [], "network": {"preset": "9G"}}',
    'mqtt://127.0.0.1:1',
  );
  await expect(ended).rejects.toThrow(/line 1, column \d+: network\.preset must be "2G"/);
});

test.each(['ca.pem', 'My Lab', '../x', ''])(
  'rejects %j as the name of an authority',
  async (name) => {
    const argv = ['--listen', 'mqtts://:0', '--to', 'mqtt://127.0.0.1:1', '--authority', name];
    const at = { output: new PassThrough(), notice: () => 0, texts: cli, version: '0.0.0' };
    await expect(runTap(argv, at)).rejects.toThrow(
      /^--authority takes a name for an authority .* --tls-cert and --tls-key\.$/,
    );
  },
);

test.each([
  ['--keep=3', /^Required option '-o, --output <FILE>' not specified\.$/],
  ['-o=t.pcapng --keep=3', /^--keep requires --rotate-size or --rotate-time\.$/],
  ['-o=- --rotate-time=1h', /^Rotation makes several files: /],
  ['--tls-cert=c --tls-key=k', /^--tls-cert is for connections of devices over TLS: /],
  ['--name=a.example', /^--name is for connections of devices over TLS: /],
  ['--authority-dir=a', /^--authority-dir is for connections of devices over TLS: /],
  ['--to=mqtt://127.0.0.1:2', /^Only one --to may be without NAME=\.$/],
  ['--to=a=mqtt://127.0.0.1:2', /^--to NAME=URL needs the server name of TLS: /],
  ['--to=a=mqtt://127.0.0.1:2 --to=a=mqtt://127.0.0.1:3', /^--to names "a" twice\.$/],
])('rejects an option without effect: %s', async (options, why) => {
  const argv = ['--listen', '0', '--to', 'mqtt://127.0.0.1:1', ...options.split(' ')];
  const at = { output: new PassThrough(), notice: () => 0, texts: cli, version: '0.0.0' };
  const refused = runTap(
    argv.map((word) => word.replace(/^-o=/, '--output=')),
    at,
  );
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(why);
});
