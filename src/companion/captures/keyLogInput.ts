/** `--key-log FILE`: reads secrets of TLS connections as written by browsers, curl and OpenSSL. */
import { createReadStream } from 'node:fs';
import { KeyLog } from '../../engine/files/tls/keyLog.ts';
import { StartError, systemReason, UsageError } from '../cli/errors.ts';
import { anyText, one } from '../cli/options.ts';
import { systemCode } from '../cli/systemCode.ts';
import { STANDARD_INPUT } from './captureInput.ts';

/** Option of all subcommands that read captures. */
export const KEY_LOG = one('--key-log <FILE>', anyText);

/**
 * Without a file there are no secrets. Throws `StartError` if the file cannot be read or has no key,
 * `UsageError` if standard input is also the capture.
 * @param capture name of the capture file
 */
export async function readKeyLog(
  file: string | undefined,
  capture: string,
  input: AsyncIterable<unknown> = process.stdin,
): Promise<KeyLog> {
  const keys = new KeyLog();
  if (file === undefined) return keys;
  const isStandard = file === STANDARD_INPUT;
  if (isStandard && capture === STANDARD_INPUT) throw new UsageError((say) => say.inputTwice);
  try {
    for await (const chunk of isStandard ? input : createReadStream(file)) {
      if (chunk instanceof Uint8Array) keys.push(chunk);
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new StartError((say) =>
      say.cannotBeRead(isStandard ? say.standardInput : file, systemReason(error, say)),
    );
  }
  keys.endLine();
  if (keys.isEmpty) {
    throw new StartError((say) => say.noKeys(isStandard ? say.standardInput : file));
  }
  return keys;
}
