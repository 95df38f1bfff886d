/** What a message says of devices where its topic tells it alone. */

import type { DeviceBook } from '../devices/deviceBook.ts';
import type { MessageArrival, OnTooMuch } from './convention.ts';

export function followTopic(message: MessageArrival, book: DeviceBook, onTooMuch: OnTooMuch): void {
  const { meaning, topic, payload, retain } = message;
  const { device, root = topic, isForDevice, isAlive = false } = meaning;
  // What clears a retained message, and comes to subscribers without that flag, tells of nobody new.
  const isNothing = payload.length === 0 && (retain || !isAlive);
  if (isNothing && device !== '' && book.get(device) === undefined) return;
  if (device !== '' && !isForDevice) book.heard(device, root, message);
  meaning.tell?.(message, book, onTooMuch);
}
