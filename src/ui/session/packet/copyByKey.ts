/** Copies a packet by a key, which may come before the code that copies. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { trackIntent } from '../../kit/page/userIntent.ts';

const copying = loadedLater(async () => (await import('./copyPacket.ts')).copyPacketByNumber);

export function copyByKey(connectionId: string, packet: number): void {
  const isWanted = trackIntent();
  copying.with((copy) => {
    // Text that the user copied in the meantime is kept.
    if (isWanted()) void copy(connectionId, packet);
  });
}
