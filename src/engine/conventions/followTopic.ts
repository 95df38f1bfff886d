/** What a message says of devices where its topic tells it alone. */

import type { DeviceBook } from '../devices/deviceBook.ts';
import type { MessageArrival } from './convention.ts';

export function followTopic(message: MessageArrival, book: DeviceBook): void {
  const { meaning, topic } = message;
  const { device, root = topic, isForDevice } = meaning;
  if (device !== '' && !isForDevice) book.heard(device, root, message);
  meaning.tell?.(message, book);
}
