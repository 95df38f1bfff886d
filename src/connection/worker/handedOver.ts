import type { PostedEvent } from '../protocol/outcomesTogether.ts';
import { portsOf } from '../protocol/protocol.ts';

/**
 * What is not copied on its way to the page: a file's bytes, ports, what became of many messages, and the bytes of a selected packet, which may be
 * 256 MiB and are the window's own.
 */
export function handedOver(event: PostedEvent): Transferable[] {
  if (event.kind === 'published-together') return [event.numbers.buffer];
  if (event.kind === 'saving') return event.chunk ? [event.chunk] : [];
  if (event.kind === 'not-loaded') return event.command ? portsOf(event.command) : [];
  if (event.kind !== 'answered' || !('answer' in event) || event.answer.to !== 'window') return [];
  const buffer = event.answer.said.packet?.bytes.buffer;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
