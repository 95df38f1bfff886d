/** Reads the bytes of `--hex`, printed as text in any form. */
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { encodeUtf8 } from '../../base/utf8.ts';
import { bytesAsLines } from '../../engine/files/lines/bytesAsLines.ts';
import { UsageError } from '../cli/errors.ts';
import { STANDARD_INPUT, staysThere } from './captureInput.ts';

/**
 * Returns their packets as lines. Throws `UsageError` if the text has no bytes.
 * @param argument the text, a file with it, or empty or `-` for standard input
 */
export async function readPrintedBytes(argument: string): Promise<Uint8Array> {
  const read = bytesAsLines(await textFrom(argument));
  if (read === undefined) throw new UsageError((say) => say.noBytes());
  return encodeUtf8(read.lines);
}

async function textFrom(argument: string): Promise<string> {
  if (argument === '' || argument === STANDARD_INPUT) return await textOf(process.stdin);
  return (await staysThere(argument)) ? await readFile(argument, 'utf8') : argument;
}
