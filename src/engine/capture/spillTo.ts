/** What a capture has no memory for goes to a file instead of being discarded. Loaded with the first that may. */
import type { SpillFile } from '../log/spillFile.ts';
import { Spilling } from '../log/spilling.ts';
import type { CaptureParts } from './captureParts.ts';
import { secretFinder } from './spilledSecrets.ts';

/** From now on; once at most. @param limit bytes of the file */
export function spillTo(
  { log, names, conventions }: CaptureParts,
  file: SpillFile,
  limit: number,
): void {
  const secretsIn = secretFinder(names, conventions.secrets);
  log.spill((slabs, first, rows) => new Spilling({ file, limit, secretsIn }, slabs, first, rows));
}
