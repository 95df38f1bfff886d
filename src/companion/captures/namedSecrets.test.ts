/** A capture with a secret under each of thirty names, in every place that names what it holds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { framesOf, pcapOf, type Sent } from '../../engine/files/frames/frames.testkit.ts';
import { frameOf, upgrade } from '../../engine/files/webSocket/webSocket.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runConvert } from './convertCommand.ts';
import { runDissect } from './dissectCommand.ts';
import { runProblems } from './problemsCommand.ts';

const NAMES = (
  'password Passwd passphrase pass_code client-secret accessToken credentials ' +
  'Authorization authenticationData api_key X-Api-Key accessKeyId privateKey signature X-Amz-Signature ' +
  '密码 登录口令 密钥 令牌 pass PWD pw oauth bearer Set-Cookie jwt otp psk hmac sig'
).split(' ');
/** Names of ordinary values, which stay readable. */
const ORDINARY = ['author', 'design', 'passage', 'signal', 'keyboard'];

const PLACES = ['header', 'query', 'user', 'connect', 'will', 'subscribe', 'publish'] as const;
type Place = (typeof PLACES)[number];
/** A copy has nothing of an upgrade, and user names are no properties. */
const IN_PACKETS = PLACES.filter((place) => place !== 'header' && place !== 'query');

const valueOf = (place: Place, name: string): string => `geheim.${place}.${name}.`;

/** All values in the text that `valueOf` may have made, as they are or in hexadecimal. */
function valuesIn(text: string): ReadonlySet<string> {
  const bytes = [...text.matchAll(/(?:[0-9a-f]{2}){12,}/g)].map(([hex]) =>
    Buffer.from(hex, 'hex').toString(),
  );
  const found = [text, ...bytes].flatMap((one) => one.match(/geheim\.\w+\.[\p{L}_-]+\./gu) ?? []);
  return new Set(found);
}

function packetsOf(name: string): readonly Packet[] {
  const named = (place: Place): readonly Property[] => [
    { name: 'userProperty', value: [name, valueOf(place, name)] },
  ];
  const will = { topic: 't/w', payload: encodeUtf8('gone'), qos: 0, retain: false } as const;
  return [
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'c',
      userName: `ann?${name}=${valueOf('user', name)}`,
      properties: named('connect'),
      will: { ...will, properties: named('will') },
    },
    {
      type: 'subscribe',
      packetId: 1,
      properties: named('subscribe'),
      subscriptions: [
        { filter: 't', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      // A problem, which `problems` reports.
      topic: 't/#',
      properties: named('publish'),
      payload: encodeUtf8('21.5'),
    },
  ];
}

/** A connection over WebSocket. */
function connectionOf(name: string): readonly Sent[] {
  const [asked, answer] = upgrade();
  const head = Buffer.from(asked?.bytes ?? [])
    .toString()
    .replace('token=geheim', `${name}=${valueOf('query', name)}`)
    .replace('\r\n', `\r\n${name}: ${valueOf('header', name)}\r\n`);
  const packets = packetsOf(name).map((packet) => frameOf('out', encode(packet, 5)));
  return [
    { direction: 'out', bytes: encodeUtf8(head) },
    ...(answer ? [answer] : []),
    ...packets.map((bytes) => ({ direction: 'out', bytes }) as const),
  ];
}

/** A file with a connection for each name. */
function fileOf(names: readonly string[]): string {
  const file = join(temporaryFolder(), 'capture.pcap');
  const frames = names.flatMap((name, at) =>
    framesOf(connectionOf(name), { clientPort: 40_000 + at }),
  );
  writeFileSync(file, pcapOf(frames));
  return file;
}

type Run = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<unknown>;

/** Everything that a command writes to its outputs. */
async function written(command: Run, ...argv: readonly string[]): Promise<string> {
  const output = new PassThrough();
  let notices = '';
  const notice = (text: string) => (notices += text);
  const [text] = await Promise.all([
    textOf(output),
    command(argv, { output, notice, texts: cli, version: '1.2.3' }).finally(() => {
      output.end();
    }),
  ]);
  return text + notices;
}

async function converted(file: string, format: string, ...more: readonly string[]) {
  const to = join(temporaryFolder(), `copy.${format}`);
  const notices = await written(runConvert, file, '-o', to, ...more);
  return `${readFileSync(to).toString()}${notices}`;
}

const all = (names: readonly string[], places: readonly Place[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => places.map((place) => valueOf(place, name))));
const NONE: ReadonlySet<string> = new Set();

describe('secrets under thirty names', () => {
  it.each(['mqttscope', 'pcapng', 'ndjson', 'csv'])('are not in a copy as %s', async (format) => {
    expect(valuesIn(await converted(fileOf(NAMES), format))).toEqual(NONE);
  });

  it('are in a copy on request', async () => {
    const file = fileOf(NAMES);
    const kept = all(NAMES, IN_PACKETS);
    for (const format of ['mqttscope', 'pcapng', 'ndjson']) {
      expect(valuesIn(await converted(file, format, '--with-secrets'))).toEqual(kept);
    }
  });

  it('are not printed by dissect, except on request', async () => {
    const file = fileOf(NAMES);
    expect(valuesIn(await written(runDissect, file))).toEqual(NONE);
    expect(valuesIn(await written(runDissect, file, '--json'))).toEqual(NONE);
    const shown = valuesIn(await written(runDissect, file, '--json', '--with-secrets'));
    expect(shown).toEqual(all(NAMES, IN_PACKETS));
  });

  it('are not printed by problems', async () => {
    const file = fileOf(NAMES);
    const text = await written(runProblems, file, '--json');
    expect(text.split('\n').length).toBeGreaterThan(NAMES.length);
    expect(valuesIn(text)).toEqual(NONE);
    expect(valuesIn(await written(runProblems, file))).toEqual(NONE);
  });
});

it('values under ordinary names stay readable', async () => {
  const file = fileOf(ORDINARY);
  const kept = all(ORDINARY, IN_PACKETS);
  expect(valuesIn(await written(runDissect, file, '--json'))).toEqual(kept);
  expect(valuesIn(await converted(file, 'ndjson'))).toEqual(kept);
});
