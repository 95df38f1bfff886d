/** Captures saved in the app and opened again: with the same bytes, or without secrets. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { readCaptureFile } from '../../src/engine/files/captureFile.ts';
import { DECODERS } from '../../src/engine/files/tls/allDecoders.ts';
import { Framer } from '../../src/mqtt/framing/framer.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { Captures } from '../kit/page/captures.ts';
import { showPanel } from '../kit/page/panels.ts';
import { BIN, type Companion } from '../kit/peers/companion.ts';
import type { Proxy } from '../kit/peers/proxy.ts';
import { expect, test } from '../kit/test.ts';

const PASSWORD = 'Zq7-secret-word';
const NOTE = 'here the trouble began';

interface Line {
  readonly dir: 'in' | 'out';
  readonly hex: string;
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'dir' in value && 'hex' in value;
}

/** Packets of a capture file, read by the app's reader. */
async function packetsOf(file: string): Promise<Line[]> {
  const packets: Line[] = [];
  const reader = readCaptureFile((event) => {
    if (event.kind !== 'packet') return;
    packets.push({ dir: event.direction, hex: Buffer.from(event.bytes).toString('hex') });
  }, DECODERS);
  reader.push(await readFile(file));
  reader.end();
  return packets;
}

/** The same, read by the command line. */
function dissected(file: string): Line[] {
  const args = [BIN, 'dissect', '--json', '--with-secrets', file];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const value: unknown = JSON.parse(line);
      if (!isLine(value)) throw new Error('no packet');
      return { dir: value.dir, hex: value.hex };
    });
}

const ofDirection = (packets: readonly Line[], dir: Line['dir']): string[] =>
  packets.filter((packet) => packet.dir === dir).map(({ hex }) => hex);

/** Control packets that Wireshark finds in a file. */
function dissectedByWireshark(file: string): number {
  const tshark = process.env['MQTTSCOPE_TSHARK'] ?? 'tshark';
  const args = ['-r', file, '-Y', 'mqtt', '-T', 'fields', '-e', 'mqtt.msgtype'];
  const text = execFileSync(tshark, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return text.split(/[\n,]/u).filter((type) => type !== '').length;
}

/** Bytes on the wire. */
function recorded(proxy: Proxy, direction: Line['dir']): string[] {
  const packets: string[] = [];
  for (const recording of proxy.recordings) {
    const framer = new Framer();
    for (const bytes of recording[direction]) {
      framer.push(bytes, (packet) => packets.push(Buffer.from(packet).toString('hex')));
    }
  }
  return packets;
}

/** Closes the page at the end. */
async function expectQuestionBeforeLeaving(
  app: App,
  captures: Captures,
  companion: Companion,
): Promise<void> {
  const { page } = app;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await app.open(companion.app, { url: companion.ws, version: '5', subscribe: ['a/#'] });
  await app.unfold('Appearance and profile');
  await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill('plant');
  await app.connection.getByRole('textbox', { name: 'User name', exact: true }).fill('ann');
  await app.connection.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
  await app.button('Connect').click();
  await app.connected();
  await expect(app.packet('in', 'SUBACK')).toHaveCount(1);

  await expect.poll(() => app.count('packets')).toBeGreaterThan(3);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);

  await app.disconnect();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  await app.button('Close plant').click();
  const question = page.getByRole('dialog', { name: 'Close plant?' });
  await expect(question).toContainText('is lost');
  const file = await captures.saveBy(question.getByRole('button', { name: 'Save first' }));
  expect((await packetsOf(file)).length).toBeGreaterThan(4);
  await expect(app.button('Close plant')).toHaveCount(0);

  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toEqual(['beforeunload']);
}

/** Records a session with a password and a message, at `url`, in front. */
async function record(app: App, companion: Companion, url: string): Promise<void> {
  await app.open(companion.app, { url, version: '5', subscribe: ['plant/#'], qos: '2' });
  await expect(app.button('Save capture')).toBeDisabled();
  await app.unfold('Appearance and profile');
  await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill('line 2');
  await app.connection.getByRole('textbox', { name: 'User name', exact: true }).fill('ann');
  await app.connection.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
  await app.button('Connect').click();
  await app.connected();
  await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
  await app.publish('plant/7/temp', '{"t":21.5}', { qos: '2' });
  await expect(app.packet('in', 'PUBLISH', 'plant/7/temp')).toHaveCount(1);
  await expect(app.packet('out', 'PUBCOMP')).toHaveCount(1);
  await expect(app.packet('in', 'PUBCOMP')).toHaveCount(1);
}

/** Ends the recorded session. Saves it with its secrets. */
async function saveAll(app: App, captures: Captures): Promise<string> {
  await app.disconnect();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  return captures.save('mqttscope', true);
}

const GUARDED = ['--no-demo', '--user', `ann:${PASSWORD}`];

test('a capture with a mark is saved, and opened again with the same bytes; a payload is saved unchanged', async ({
  app,
  page,
  startCompanion,
  startProxy,
}, testInfo) => {
  const companion = await startCompanion(GUARDED);
  const proxy = await startProxy(companion.ws);
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  await record(app, companion, proxy.ws);

  await test.step('a packet is marked, with a note', async () => {
    await app.packet('in', 'PUBLISH', 'plant/7/temp').click();
    await page.keyboard.press('m');
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await note.fill(NOTE);
    await note.press('Enter');
    await expect(app.packet('in', 'PUBLISH', NOTE)).toHaveCount(1);
  });

  await test.step('one payload is saved unchanged', async () => {
    const coming = page.waitForEvent('download');
    await app.fromDetail('Save', 'Save payload');
    const file = await captures.keep(await coming);
    expect(await readFile(file, 'utf8')).toBe('{"t":21.5}');
  });

  const file = await saveAll(app, captures);
  const saved = dissected(file);

  await test.step('the file has the bytes on the wire', async () => {
    for (const direction of ['in', 'out'] as const) {
      await expect.poll(() => recorded(proxy, direction)).toEqual(ofDirection(saved, direction));
    }
    expect(saved.some(({ hex }) => hex.includes(Buffer.from(PASSWORD).toString('hex')))).toBe(true);
  });

  await test.step('opened again, it has all views of a capture and no connection', async () => {
    await captures.openFile(file);
    await expect(page.getByRole('tab', { name: /^line-2-.*\.mqttscope file$/ })).toBeVisible();
    await expect.poll(() => app.count('packets')).toBe(saved.length);
    await expect(app.packet('in', 'PUBLISH', NOTE)).toHaveCount(1);
    await expect(app.button('Connection')).toHaveCount(0);
    await expect(app.publishing).toHaveCount(0);
    await expect(app.button('Pause')).toHaveCount(0);
    await expect(app.topic('temp')).toBeVisible();
    await showPanel(page, 'Connections');
    const stream = page
      .getByRole('grid', { name: 'Connections', exact: true })
      .getByRole('row')
      .nth(1);
    await expect(stream).toContainText(new URL(proxy.ws).host);
    const setUp = page.getByRole('region', { name: 'Connection 1', exact: true });
    await expect(setUp).toContainText('User and password');
    await expect(setUp).toContainText(proxy.ws);
    await expect(setUp).not.toContainText(PASSWORD);
    expect(await findings(page)).toEqual([]);
    await setUp.getByRole('button', { name: 'Show its packets' }).click();
    const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await expect(filter).toHaveValue('stream == 1');
    await expect(page.getByRole('status', { name: `${saved.length} packets shown` })).toBeVisible();
    const again = await captures.save('mqttscope', true);
    expect(await packetsOf(again)).toEqual(saved);
  });
});

test('saved without secrets, no format contains the password; an opened file does not ask when it is closed', async ({
  app,
  page,
  startCompanion,
}, testInfo) => {
  const companion = await startCompanion(GUARDED);
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  await record(app, companion, companion.ws);
  const file = await saveAll(app, captures);
  const saved = dissected(file);
  await captures.openFile(file);
  await expect.poll(() => app.count('packets')).toBe(saved.length);

  await test.step('without secrets, no format contains the password', async () => {
    for (const format of ['mqttscope', 'pcapng', 'ndjson', 'csv']) {
      const without = await captures.save(format);
      const bytes = await readFile(without);
      const secret = Buffer.from(PASSWORD);
      for (const form of ['latin1', 'hex', 'base64', 'utf16le'] as const) {
        expect(
          bytes.includes(form === 'utf16le' ? Buffer.from(PASSWORD, form) : secret.toString(form)),
        ).toBe(false);
      }
      if (format === 'pcapng') expect(dissectedByWireshark(without)).toBe(saved.length);
      if (format === 'ndjson' || format === 'csv') continue;
      expect((await packetsOf(without)).map(({ hex }) => hex.length)).toEqual(
        saved.map(({ hex }) => hex.length),
      );
    }
  });

  await test.step('an opened file does not ask when it is closed', async () => {
    await page.getByRole('button', { name: /^Close line-2-/ }).click();
    await expect(page.getByRole('tab', { name: /\.mqttscope/ })).toHaveCount(0);
  });
});

test('a dropped file that is truncated shows its packets', async ({
  app,
  page,
  companion,
}, testInfo) => {
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  await app.listen(companion, { version: '5', subscribe: ['plant/#'] });
  await app.publish('plant/7/temp', '{"t":21.5}', { qos: '1' });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  const file = await captures.save('mqttscope');
  const bytes = await readFile(file);
  await captures.drop('cut.mqttscope', bytes.subarray(0, bytes.length - 30));
  await expect(page.getByText(`ends early at byte ${bytes.length - 30}`)).toBeVisible();
  await expect.poll(() => app.count('packets')).toBeGreaterThan(3);
  await expect(app.packet('out', 'CONNECT')).toHaveCount(1);
});

test('a foreign file lists the readable formats', async ({ page, companion }, testInfo) => {
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  await page.goto(companion.app);
  const foreign = testInfo.outputPath('notes.txt');
  await writeFile(foreign, 'Dear diary, this is no capture.');
  await captures.open(foreign);
  await expect(page.getByRole('alert')).toContainText('notes.txt cannot be read as a capture');
  await expect(page.getByRole('alert')).toContainText('none of the supported formats');
});

test('leaving with an unsaved capture asks, and offers to save it', async ({
  app,
  page,
  startCompanion,
}, testInfo) => {
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  await expectQuestionBeforeLeaving(app, captures, await startCompanion(GUARDED));
});
