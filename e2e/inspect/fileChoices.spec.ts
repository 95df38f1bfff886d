/** Choices about an opened capture that its bytes leave open. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { framesOf, pcapOf } from '../../src/engine/files/frames/frames.testkit.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { Captures } from '../kit/page/captures.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const caseFile = (name: string): string => path.join(ROOT, 'e2e/cases', name);

async function readsInChosenVersion(app: App, captures: Captures): Promise<void> {
  await captures.openFile(caseFile('pub-02-mid-stream-v5.pcap'));
  const choice = app.page.getByRole('combobox', { name: 'Connections without CONNECT' });
  const chosen = choice.getByRole('option', { selected: true });
  const first = app.packets.getByRole('row').filter({ hasText: 'plant/a/data' }).first();
  await expect(chosen).toHaveText('MQTT 5.0 (inferred)');
  await expect(first).toContainText('temp');
  expect(await findings(app.page)).toEqual([]);
  await choice.selectOption('MQTT 3.1.1');
  await expect(chosen).toHaveText('MQTT 3.1.1');
  // The empty properties of MQTT 5 are the payload’s first byte in this version.
  await first.click();
  await expect(app.fields.getByText('NUL + text').first()).toBeVisible();
  // The first tab, and that of the file.
  await expect(app.tabs).toHaveCount(2);
}

async function showsWhatIsMasked(app: App, captures: Captures): Promise<void> {
  await captures.openFile(caseFile('pub-05-connect-two-bytes-short.pcap'));
  const button = app.page.getByRole('button', { name: 'Show what is masked' });
  await app.packets.getByRole('row').filter({ hasText: 'CONNECT' }).first().click();
  const userName = app.fields.getByRole('treeitem').filter({ hasText: 'User Name' }).first();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(userName).toBeHidden();
  await button.click();
  await expect(userName).toBeVisible();
}

async function decodesPort(app: App, captures: Captures, file: string): Promise<void> {
  const ping = Uint8Array.of(0xc0, 0, 0xc0, 0);
  writeFileSync(file, pcapOf(framesOf([{ direction: 'out', bytes: ping }], { serverPort: 25001 })));
  await captures.openFile(file);
  await app.page.getByRole('button', { name: 'Decode as MQTT' }).click();
  await app.page.getByRole('menuitem', { name: 'Port 25001' }).click();
  await expect(app.packets.getByRole('row').filter({ hasText: 'PINGREQ' })).toHaveCount(2);
}

test('a file is read in the selected version, its masked parts are revealed, and a port is decoded as MQTT', async ({
  app,
  page,
  companion,
  folder,
}) => {
  const captures = new Captures(page, (name) => name);
  await page.goto(companion.app);
  await test.step('reads streams without CONNECT in the selected version', () =>
    readsInChosenVersion(app, captures));
  await test.step('reveals masked parts of a file with one click', () =>
    showsWhatIsMasked(app, captures));
  await test.step('decodes a port as MQTT', () =>
    decodesPort(app, captures, path.join(folder, 'port.pcap')));
});
