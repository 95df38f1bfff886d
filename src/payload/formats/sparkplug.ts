/** Sparkplug B: Protobuf of one schema, which nothing in a payload tells. Its topics, or a person, say so. */
import { Part } from '../../mqtt/part.ts';
import type { PayloadFormat } from './format.ts';

export const sparkplug: PayloadFormat = {
  id: 'sparkplug',
  name: 'Sparkplug B',
  extension: '.pb',
  readBy: new Part(async () => (await import('./sparkplugReading.ts')).sparkplugReading),
};
