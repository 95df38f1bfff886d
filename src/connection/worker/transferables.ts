import type { PostedEvent } from '../protocol/outcomesTogether.ts';
import { portsOf } from '../protocol/protocol.ts';

/**
 * Objects to transfer to the page instead of copying: a file's bytes, ports, packed outcomes, and the bytes
 * of a selected packet, which may be 256 MiB and belong to the window.
 */
export function transferables(event: PostedEvent): Transferable[] {
  if (event.kind === 'published-together') return [event.numbers.buffer];
  if (event.kind === 'saving') return event.chunk ? [event.chunk] : [];
  if (event.kind === 'not-loaded') return event.command ? portsOf(event.command) : [];
  if (event.kind !== 'answered' || !('answer' in event) || event.answer.to !== 'window') return [];
  const buffer = event.answer.said.packet?.bytes.buffer;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
