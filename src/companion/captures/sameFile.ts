/**
 * Refuses to write to a file that is also read, or that is written twice, because its content would be
 * lost. Files are equal by device and inode, whatever their names: links, `/dev/fd`, another case.
 */
import { type BigIntStats, fstatSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Refusals } from '../../i18n/cli/en/refusals.ts';
import { UsageError } from '../cli/errors.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { STANDARD_INPUT } from './captureInput.ts';

/** Names as given on the command line. `-` is standard input or output. Undefined: not given. */
export interface FilesUsed {
  readonly inputs: readonly (string | undefined)[];
  readonly outputs: readonly (string | undefined)[];
}

/** Throws `UsageError`. */
export async function refuseSameFile({ inputs, outputs }: FilesUsed): Promise<void> {
  const read = new Map<string, string>();
  for (const name of inputs) {
    if (name === undefined) continue;
    const identity = await identityOf(name, name === STANDARD_INPUT ? 0 : undefined);
    if (identity !== undefined) read.set(identity, name);
  }
  const written = new Map<string, string>();
  for (const name of outputs) {
    if (name === undefined) continue;
    const identity = await identityOf(name, name === STANDARD_OUTPUT ? 1 : undefined);
    if (identity === undefined) continue;
    const [input, other] = [read.get(identity), written.get(identity)];
    if (input !== undefined) {
      throw new UsageError((say) =>
        say.outputIsInput(
          outputName(name, say),
          input === STANDARD_INPUT ? say.standardInput : input,
        ),
      );
    }
    if (other !== undefined && (other !== STANDARD_OUTPUT || name !== other)) {
      throw new UsageError((say) =>
        say.outputsAreOne(outputName(name, say), outputName(other, say)),
      );
    }
    written.set(identity, name);
  }
}

const outputName = (name: string, { standardOutput }: Refusals): string =>
  name === STANDARD_OUTPUT ? standardOutput : name;

/** Undefined: reading and writing it loses nothing. @param descriptor set if it is already open */
async function identityOf(name: string, descriptor?: number): Promise<string | undefined> {
  let stats: BigIntStats;
  try {
    stats =
      descriptor === undefined
        ? await stat(name, { bigint: true })
        : fstatSync(descriptor, { bigint: true });
  } catch {
    // A missing file is identified by its path.
    return descriptor === undefined ? await placeOf(name) : undefined;
  }
  // Terminals and /dev/null are often input and output at once.
  const isKept = stats.isFile() || stats.isFIFO() || stats.isBlockDevice();
  return isKept ? `${stats.dev}:${stats.ino}` : undefined;
}

async function placeOf(name: string): Promise<string> {
  const place = resolve(name);
  const folder = await realpath(dirname(place)).catch(() => dirname(place));
  return join(folder, basename(place));
}
