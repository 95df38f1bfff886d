import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runDissect } from './dissectCommand.ts';

async function dissect(...argv: readonly string[]): Promise<{ text: string; notices: string }> {
  const output = new PassThrough();
  const notices: string[] = [];
  const notice = (one: string) => notices.push(one);
  const surroundings = { output, notice, texts: cli, version: '1.2.3' };
  const [text] = await Promise.all([
    textOf(output),
    runDissect(argv, surroundings).finally(() => {
      output.end();
    }),
  ]);
  return { text, notices: notices.join('\n') };
}

function fileOf(bytes: Uint8Array): string {
  const file = join(temporaryFolder(), 'capture.pcap');
  writeFileSync(file, bytes);
  return file;
}

it('reads streams without CONNECT as the version of --assume-version', async () => {
  const file = fileURLToPath(
    new URL('../../../e2e/cases/pub-02-mid-stream-v5.pcap', import.meta.url),
  );
  const inferred = await dissect(file, '--json');
  expect(inferred.text).toContain('"version":5,"versionInferred":true');
  expect(inferred.notices).toContain('MQTT 5 is inferred from its packets.');
  const assumed = await dissect(file, '--json', '--assume-version', '3.1.1');
  expect(assumed.text).toContain('"version":4,"versionInferred":true');
  expect(assumed.text).not.toContain('"version":5');
  expect(assumed.notices).toContain('read as MQTT 3.1.1, as chosen. If it is another version');
  expect(assumed.notices).not.toContain('inferred');
});

it('reads a connection to a port of --mqtt-port as MQTT', async () => {
  const strange = Uint8Array.of(0x70, 0xff, 0xff, 0xff, 0xff, 1);
  const sent = [{ direction: 'out', bytes: strange }] as const;
  const file = fileOf(pcapOf(framesOf(sent, { serverPort: 25_001 })));
  expect((await dissect(file)).text).toBe('');
  expect((await dissect(file, '--mqtt-port', '25001')).text).toContain('error');
});
