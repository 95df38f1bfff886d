/** `--keylog FILE`: the secrets of TLS connections, as browsers, curl and OpenSSL write them. */
import { createReadStream } from 'node:fs';
import { KeyLog } from '../engine/files/keyLog.ts';
import { StartError, systemCode, systemReason } from './errors.ts';
import { anyText, one } from './options.ts';

/** Of all subcommands that read captures. */
export const KEY_LOG = one('--keylog <FILE>', anyText);

/** Throws `StartError` where the file cannot be read or has no key. Without a file there are none. */
export async function readKeyLog(file: string | undefined): Promise<KeyLog> {
  const keys = new KeyLog();
  if (file === undefined) return keys;
  try {
    for await (const chunk of createReadStream(file)) {
      if (chunk instanceof Uint8Array) keys.push(chunk);
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new StartError((say) => say.cannotBeRead(file, systemReason(error, say)));
  }
  keys.endLine();
  if (keys.isEmpty) {
    throw new StartError((say) => say.noKeys(file));
  }
  return keys;
}
