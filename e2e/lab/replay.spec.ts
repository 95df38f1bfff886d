/** Replay publishes a capture's messages again, to another broker and only on request. */
import { writeFile } from 'node:fs/promises';
import { OwnWriter } from '../../src/engine/files/own/ownWriter.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import { findings } from '../kit/page/axe.ts';
import { expect, test } from '../kit/test.ts';

const MESSAGES = 20;

/** A capture of received messages, 40 ms apart, with QoS 0 to 2 in turn. */
function recording(): Buffer {
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes.slice()));
  writer.take({ kind: 'origin', wallClock: 1_700_000_000_000 });
  writer.take({ kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 5 });
  for (let at = 0; at < MESSAGES; at += 1) {
    const qos = ([0, 1, 2] as const)[at % 3] ?? 0;
    const bytes = encode(
      {
        type: 'publish',
        dup: false,
        qos,
        retain: true,
        topic: `plant/${at}`,
        ...(qos > 0 && { packetId: at + 1 }),
        properties: [{ name: 'contentType', value: 'text/plain' }],
        payload: new TextEncoder().encode(`value ${at}`),
      },
      5,
    );
    writer.take({ kind: 'packet', stream: 1, direction: 'in', time: at * 40_000, bytes });
  }
  writer.end();
  return Buffer.concat(parts);
}

test('messages of a file are replayed on a connection, after a dry run', async ({
  app,
  page,
  companion,
  connectOther,
}, testInfo) => {
  const file = testInfo.outputPath('plant.mqttscope');
  await writeFile(file, recording());
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('#', { qos: 2, rap: true });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const choosing = page.waitForEvent('filechooser');
  await app.button('Open capture').click();
  await (await choosing).setFiles(file);
  await expect.poll(() => app.count('packets')).toBe(MESSAGES);

  await app.button('Replay messages').click();
  const dialog = page.getByRole('dialog', { name: 'Replay messages' });
  await expect(dialog.getByRole('status')).toContainText('20 messages over 760 ms');
  await dialog.getByRole('combobox', { name: 'Topics' }).selectOption('replace');
  await dialog.getByRole('textbox', { name: 'Search for' }).fill('plant');
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('copy');
  await expect(dialog.getByRole('list', { name: 'Resulting topics' })).toContainText('copy/0');
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  const dry = dialog.getByRole('table', { name: /^Dry run/ });
  await expect(dry.getByRole('row')).toHaveCount(MESSAGES + 1);
  await expect(dry.getByRole('row', { name: /copy\/2 2/ })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  expect(other.received).toEqual([]);

  await dialog.getByRole('button', { name: 'Start replay' }).click();
  const progress = page.getByRole('region', { name: /^Replay to/ });
  await expect(progress).toContainText('20 of 20 messages · done');
  // Messages of different QoS may overtake each other; each arrives once.
  await expect.poll(() => other.received.length).toBe(MESSAGES);
  const came = other.received.map(({ topic, payload, qos }) => `${topic} ${payload} ${qos}`);
  const sent = Array.from({ length: MESSAGES }, (_, at) => `copy/${at} value ${at} ${at % 3}`);
  expect(came.toSorted()).toEqual(sent.toSorted());
  expect(other.received.some(({ retain }) => retain)).toBe(false);
  other.client.end();
});
