/** Follows devices if each topic's meaning reads its own messages. */

import type { DeviceBook } from '../devices/deviceBook.ts';
import type { MessageArrival, OnTooMuch } from './convention.ts';

export function followTopic(message: MessageArrival, book: DeviceBook, onTooMuch: OnTooMuch): void {
  const { meaning, topic, payload, retain } = message;
  const { device, root = topic, isForDevice, isAlive = false } = meaning;
  // An empty message that clears a retained one reaches current subscribers without RETAIN. It does not
  // announce a device.
  const isNothing = payload.length === 0 && (retain || !isAlive);
  if (isNothing && device !== '' && book.get(device) === undefined) return;
  if (device !== '' && !isForDevice) book.heard(device, root, message);
  meaning.tell?.(message, book, onTooMuch);
}
