/** A password is sent only to the broker. */

import { readFile, writeFile } from 'node:fs/promises';
import { EXPORT_FORMATS } from '../../src/engine/files/captureFormats.ts';
import { framesOf, pcapOf } from '../../src/engine/files/frames/frames.testkit.ts';
import { brokenStreams } from '../kit/brokenStreams.ts';
import { accessibilityTree } from '../kit/page/accessibilityTree.ts';
import { shows } from '../kit/page/announced.ts';
import type { App } from '../kit/page/app.ts';
import { Captures } from '../kit/page/captures.ts';
import { PageSearch } from '../kit/page/pageSearch.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { connecting, RawClient } from '../kit/peers/rawClient.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

/** No part of it is a word of the page. */
const PASSWORD = 'Zq7XwPd4mKv9TzLb';
const HEX = Buffer.from(PASSWORD).toString('hex');

async function isMasked(
  app: App,
  companion: Companion,
  guarded: Companion,
  said: readonly string[],
): Promise<void> {
  const { page } = app;
  for (const version of ['3.1.1', '5'] as const) {
    await test.step(`MQTT ${version}`, async () => {
      await app.open(companion.app, { url: guarded.ws, version });
      await app.connection.getByRole('textbox', { name: 'User name', exact: true }).fill('ann');
      await app.connection.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
      await app.button('Connect').click();
      await app.connected();

      await app.packet('out', 'CONNECT').click();
      const field = app.fields.getByRole('treeitem', { name: /^Password\b/i }).last();
      await field.click();
      await expect(field).toContainText('hidden');
      await expect(app.bytes).toContainText('**');
      // The user name is not secret, and directly precedes it.
      await expect(app.bytes).toContainText('61 6e 6e');
      const searched = new PageSearch(page, PASSWORD);
      await searched.look('packet');
      expect(searched.found).toEqual([]);

      const notice = shows(page, 'secrets overwritten');
      await app.button('Copy as hex').click();
      await notice;
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      const level = { '3.1.1': '04', '5': '05' }[version];
      await expect.poll(clipboard).toContain(`${Buffer.from('MQTT').toString('hex')}${level}`);
      const copied = await clipboard();
      expect(copied).toContain(Buffer.from('ann').toString('hex'));
      expect(copied).not.toContain(HEX);
      expect(copied).toContain('2a'.repeat(PASSWORD.length));

      // In the editor it is masked until the person reveals it.
      await page.getByRole('button', { name: 'Connection', exact: true }).click();
      const box = app.connection.getByRole('textbox', { name: 'Password', exact: true });
      await expect(box).toHaveValue(PASSWORD);
      expect(await accessibilityTree(page)).not.toContain(PASSWORD);
      await expect(box).toHaveCSS('-webkit-text-security', 'disc');
      await app.button('Show password').click();
      await expect(box).toHaveCSS('-webkit-text-security', 'none');
      expect(said.join('\n')).not.toContain(PASSWORD);
      expect(guarded.stderr() + guarded.stdout()).not.toContain(PASSWORD);
    });
  }
}

/** Saves the capture in front in each format without secrets, and searches the files. */
async function saveAll(captures: Captures, search: PageSearch, what: string): Promise<void> {
  for (const format of EXPORT_FORMATS) {
    const saved = await readFile(await captures.save(format), 'latin1');
    search.output(saved, `${what} as ${format}`);
  }
}

test('a secret of another client is never shown, copied, stored, saved or logged, also after lost framing', async ({
  app,
  page,
  context,
  startCompanion,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const log = testInfo.outputPath('events.log');
  const companion = await startCompanion(['--no-demo', '--log', log]);
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  const search = new PageSearch(page, PASSWORD);
  const streams = brokenStreams(PASSWORD);
  const signedIn = async (): Promise<RawClient> => {
    const client = await new RawClient(5).open('TCP', companion);
    client.send(connecting(5, { clientId: 'leaky' }));
    await client.expect('connack');
    return client;
  };
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const first = await signedIn();
  await page.keyboard.press('Alt+3');
  await page.getByRole('row').filter({ hasText: 'leaky' }).first().click();
  await app.button('Show in Inspect').click();
  await expect(app.packet('out', 'CONNECT')).toHaveCount(1);
  first.kill();
  for (const { bytes } of streams) {
    const nobody = await new RawClient(5).open('TCP', companion);
    nobody.write(bytes);
    await nobody.end();
    const client = await signedIn();
    client.write(bytes);
    await client.end();
  }
  await signedIn();
  // More than fit on the screen; of two consecutive CONNECTs, the first is answered, too.
  const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await filter.fill('type == connack');
  await expect(app.packet('in', 'CONNACK')).toHaveCount(2 + streams.length + 1);
  await filter.fill('');
  await saveAll(captures, search, 'the tap');
  expect(await search.packets(app, 'the tap')).toBeGreaterThan(2 * streams.length);
  for (const view of ['Exchanges', 'Problems', 'Connections']) {
    await showPanel(page, view);
    const grid = view === 'Exchanges' ? 'Packets' : view;
    await expect(page.getByRole('grid', { name: grid, exact: true })).toBeVisible();
    await search.look(`${view} of the tap`);
  }
  await search.end(said, companion, log);
  expect(search.found).toEqual([]);
});

test('a secret in a file is never shown or saved, unless asked for', async ({
  app,
  page,
  context,
  companion,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const captures = new Captures(page, (name) => testInfo.outputPath(name));
  const search = new PageSearch(page, PASSWORD);
  const streams = brokenStreams(PASSWORD);
  const file = testInfo.outputPath('broken.pcap');
  const frames = streams.flatMap(({ bytes }, at) =>
    framesOf([{ direction: 'out', bytes }], { clientPort: 50_000 + at }),
  );
  await writeFile(file, pcapOf(frames));
  await page.goto(companion.app);
  await captures.openFile(file);
  await expect.poll(() => app.count('packets')).toBeGreaterThan(streams.length);
  await saveAll(captures, search, 'the file');
  // The copies are those of the tap.
  await search.packets(app, 'the file', isThorough);
  const kept = await readFile(await captures.save('ndjson', true), 'latin1');
  search.output(kept, 'control');
  // Intentionally stored data proves that the search works.
  expect(search.found).toEqual([expect.stringMatching(/^control/)]);
});

test('a password is masked in fields, bytes, copies and the form', async ({
  app,
  page,
  context,
  companion,
  startCompanion,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const guarding = ['--user', `ann:${PASSWORD}`, '--allow-origin', new URL(companion.app).origin];
  await isMasked(app, companion, await startCompanion(['--no-demo', ...guarding]), said);
});
