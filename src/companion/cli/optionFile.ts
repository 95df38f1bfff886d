/** Reads the text file that an option names. */
import { createReadStream } from 'node:fs';
import { StartError, systemReason } from './errors.ts';

/** Far above any users file or log; a device such as /dev/zero never ends. */
const MOST_MIB = 256;

/**
 * Throws `StartError`.
 * @param shown the path in errors
 */
export async function readOptionFile(path: string, option: string, shown = path): Promise<string> {
  const bytes = await readOptionBytes(path, option, shown);
  return bytes.toString('utf8');
}

/** Throws `StartError`. */
export async function readOptionBytes(path: string, option: string, shown = path): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of createReadStream(path)) {
      if (!Buffer.isBuffer(piece)) continue;
      pieces.push(piece);
      size += piece.length;
      if (size > MOST_MIB << 20) break;
    }
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(shown, option, systemReason(error, say)));
  }
  if (size > MOST_MIB << 20) {
    throw new StartError((say) => say.cannotReadOf(shown, option, say.moreThanMebibytes(MOST_MIB)));
  }
  return Buffer.concat(pieces);
}
