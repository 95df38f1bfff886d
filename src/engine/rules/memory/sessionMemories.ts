/** Finds the rules' memory of the current session of a stream. */
import type { StreamFacts } from '../../streams/streamFacts.ts';
import { SessionMemory } from './sessionMemory.ts';

export function sessionMemoryOf({ session, connect }: StreamFacts): SessionMemory {
  const known = session.memory instanceof SessionMemory ? session.memory : undefined;
  const memory = known ?? new SessionMemory();
  session.memory = memory;
  if (connect === undefined || connect.packet === memory.connect) return memory;
  // Another connection has taken the session over, and this one may still have packets and an end.
  if (connect.packet < memory.connect) return SessionMemory.unknown();
  memory.connect = connect.packet;
  // Requests end with their connection.
  memory.pending.clear();
  if (connect.cleanStart) memory.beginAnew();
  return memory;
}
