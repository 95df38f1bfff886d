/** Whether a file has nothing to show: no desk could say anything true about its packets. */
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import { type OpenedFile, useConnection } from '../connection/connections.ts';

/** Notes on what the list of connections has although there are no packets. */
const LISTED: ReadonlySet<NoteFact['key']> = new Set(['of-stream', 'many-streams', 'sensors-only']);
const ENDED: ReadonlySet<OpenedFile['state']['kind']> = new Set(['done', 'stopped', 'lost']);

/** True once a file was read without a packet, a connection or a datagram of interest. */
export function isEmptyFile({ state, packets, notes }: OpenedFile): boolean {
  if (state.kind === 'unreadable') return true;
  if (!ENDED.has(state.kind) || packets > 0) return false;
  return !notes.some(({ stream, fact }) => stream !== undefined || LISTED.has(fact.key));
}

export function useIsEmptyFile(connectionId: string): boolean {
  const file = useConnection(connectionId, 'file')?.file;
  return file !== undefined && isEmptyFile(file);
}
