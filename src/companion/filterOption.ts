/** `--filter EXPR`, and other options that hold a display filter. */
import { printable } from '../engine/files/packetLine.ts';
import { compileFilter } from '../engine/filter/compile.ts';
import type { PacketFacts } from '../engine/filter/packetFacts.ts';
import { UsageError } from './errors.ts';

/** Throws `UsageError`: where in the filter, what is wrong, and what to write. */
export function filterOf(text: string, option = '--filter'): (facts: PacketFacts) => boolean {
  const filter = compileFilter(text, { hasExchanges: false });
  if (filter.ok) return filter.test;
  const { column, message } = filter.error;
  const sentence = message.endsWith('.') ? message : `${message}.`;
  throw new UsageError(printable(`${option}, column ${column}: ${sentence}`));
}
