/** Compares Mosquitto and the companion with the same access control list: both must grant the same. */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { expect, test } from '../kit/test.ts';

const LIST = `# everybody without a name
topic read public/+
topic both
topic deny public/secret

user op
topic readwrite #
topic readwrite $x/#

user ann
topic readwrite a/#
topic deny a/secret
topic deny a/inner/#
topic write in
topic read out
topic read with blank
topic read  spaced
topic readwrite trailing 

user op
topic read more

pattern readwrite u/%u/x
pattern read c/%c/#
pattern write mixed/%u/%c
pattern read pre-%u/x
pattern deny a/never
pattern deny u/bob/x
pattern read p/#
pattern deny p/secret
user bob the builder
topic write b/+
`;

const TOPICS = [
  'public/a',
  'public/secret',
  'public/a/b',
  'both',
  'a',
  'a/b',
  'a/secret',
  'a/secret/x',
  'a/inner',
  'a/inner/x',
  'a/never',
  'in',
  'out',
  'with blank',
  'spaced',
  'trailing',
  'trailing ',
  'more',
  'b/1',
  'b/1/2',
  'u/ann/x',
  'u/bob/x',
  'u/carl/x',
  'u//x',
  'u/%u/x',
  'c/id/x',
  'c/id',
  'c/other/x',
  'c/%c/x',
  'mixed/ann/id',
  'mixed/ann/other',
  'pre-ann/x',
  'p/1',
  'p/secret',
  '$x/a',
];

const CLIENTS: readonly (readonly [userName: string | undefined, clientId: string])[] = [
  [undefined, 'id'],
  ['ann', 'id'],
  ['ann', 'other'],
  ['bob', 'id'],
  ['bob the builder', 'id'],
  ['carl', 'id'],
  ['%c', 'id'],
  ['+', 'id'],
  ['#', 'id'],
  ['ann', '+'],
  ['ann', 'i#'],
  ['__proto__', 'constructor'],
];

const connect = (url: string, username: string | undefined, clientId: string) =>
  connectAsync(url, {
    protocolVersion: 5,
    clientId,
    reconnectPeriod: 0,
    ...(username === undefined ? {} : { username }),
  });

async function mayPublish(client: MqttClient, topic: string): Promise<boolean> {
  try {
    await client.publishAsync(topic, '', { qos: 1 });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 0x87 });
    return false;
  }
}

/** Topics that a client may write, and messages that it receives when subscribed to everything. */
async function granted(url: string, op: MqttClient, userName: string | undefined, id: string) {
  const client = await connect(url, userName, id);
  const written: string[] = [];
  const read: string[] = [];
  for (const topic of TOPICS) if (await mayPublish(client, topic)) written.push(topic);
  client.on('message', (topic) => read.push(topic));
  // If nothing may be read, the companion rejects the subscription, and Mosquitto grants it without effect.
  await client.subscribeAsync(['#', '$x/#'], { qos: 1 }).catch(() => undefined);
  for (const topic of TOPICS) await op.publishAsync(topic, '', { qos: 1 });
  // A connection's responses arrive in order: after PINGRESP or UNSUBACK, nothing is in transit.
  await client.unsubscribeAsync(['#', '$x/#']);
  await client.endAsync();
  return { written, read };
}

test('grants the same as Mosquitto', async ({ folder, startCompanion, startMosquitto }) => {
  // Mosquitto started by root becomes another user, who must be able to read the folder.
  chmodSync(folder, 0o755);
  const file = path.join(folder, 'acl');
  writeFileSync(file, LIST, { mode: 0o644 });
  const brokers = [
    await startMosquitto({ acl: file }),
    await startCompanion(['--no-demo', '--acl', file]),
  ];
  const found = await Promise.all(
    brokers.map(async ({ mqtt }) => {
      const op = await connect(mqtt, 'op', 'op');
      const table: Record<string, { written: string[]; read: string[] }> = {};
      for (const [userName, id] of CLIENTS) {
        table[`${userName ?? 'nobody'} as ${id}`] = await granted(mqtt, op, userName, id);
      }
      await op.endAsync();
      return table;
    }),
  );
  const [byMosquitto, byCompanion] = found;
  expect(byCompanion).toEqual(byMosquitto);
  // Proves that there is something to compare.
  expect(byCompanion?.['ann as id']?.read).toContain('a/b');
  expect(byCompanion?.['ann as +']?.written).toContain('in');
});
