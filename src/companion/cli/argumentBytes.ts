/** Rejects arguments that Node cannot read: file names in another character set than UTF-8. */
import { readFileSync } from 'node:fs';
import { UsageError } from './errors.ts';

/** The arguments of this process as bytes, each with a NUL at its end. Linux only. */
const RAW = '/proc/self/cmdline';

/**
 * Node replaces bytes that are not UTF-8, so another file would be read or written. Call it before the title of the
 * process is set, which overwrites the bytes. Throws `UsageError`.
 */
export function refuseOtherCharacterSets(words: readonly string[]): void {
  if (process.platform !== 'linux' || !words.some((word) => word.includes('\ufffd'))) return;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(RAW));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const word = words.find((one) => one.includes('\ufffd')) ?? '';
    throw new UsageError((say) => say.notUtf8(word));
  }
}
