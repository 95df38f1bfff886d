/**
 * Connects a capture to a file for packets that do not fit in memory. They would be discarded otherwise.
 * Loaded on first use.
 */
import { Spilling, type SpillOptions } from '../log/spill/spilling.ts';
import type { CaptureParts } from './captureParts.ts';
import { secretFinder } from './spilledSecrets.ts';

/** Starts spilling. May be called only once. */
export function spillTo(
  { log, names, conventions }: CaptureParts,
  options: Omit<SpillOptions, 'secretsIn'>,
): void {
  const secretsIn = secretFinder(names, conventions.secrets);
  log.spill((slabs, first, rows) => new Spilling({ ...options, secretsIn }, slabs, first, rows));
}
