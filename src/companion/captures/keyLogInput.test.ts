import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { readKeyLog } from './keyLogInput.ts';

const LINE = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(48)}\n`;
const inputOf = (text: string) => Readable.from([Buffer.from(text)]);

it('- is standard input', async () => {
  const file = join(temporaryFolder(), 'keys.log');
  writeFileSync(file, LINE);
  const fromFile = await readKeyLog(file, 'a.pcap');
  expect(fromFile.isEmpty).toBe(false);
  expect(await readKeyLog('-', 'a.pcap', inputOf(LINE))).toEqual(fromFile);
  const nothing = await readKeyLog('-', 'a.pcap', inputOf('')).catch((error: unknown) => error);
  if (!(nothing instanceof StartError)) throw nothing;
  expect(nothing.message).toMatch(/^Standard input has no TLS keys/);
});

it('standard input cannot also be the capture', async () => {
  await expect(readKeyLog('-', '-', inputOf(LINE))).rejects.toThrow(UsageError);
});
