/** What a capture has no memory for goes to a file instead of being discarded. Loaded with the first that may. */
import { Spilling, type SpillOptions } from '../log/spill/spilling.ts';
import type { CaptureParts } from './captureParts.ts';
import { secretFinder } from './spilledSecrets.ts';

/** From now on; once at most. */
export function spillTo(
  { log, names, conventions }: CaptureParts,
  options: Omit<SpillOptions, 'secretsIn'>,
): void {
  const secretsIn = secretFinder(names, conventions.secrets);
  log.spill((slabs, first, rows) => new Spilling({ ...options, secretsIn }, slabs, first, rows));
}
