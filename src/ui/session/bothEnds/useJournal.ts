import type { JournalCommand, JournalReply } from '../../../broker/journal/tracedMessage.ts';
import { useAsked } from '../broker/brokers.ts';

type MessagesCommand = Extract<JournalCommand, { readonly kind: 'messages' }>;
export type JournalMessages = Extract<JournalReply, { readonly kind: 'messages' }>;

/** Messages that the broker remembers; undefined: it has not answered. */
export function useJournal(
  connectionId: string,
  command: MessagesCommand,
): JournalMessages | undefined {
  const reply = useAsked(connectionId, command);
  return reply?.kind === 'messages' ? reply : undefined;
}
