/** Sparkplug B: Protobuf of one schema, which nothing in a payload tells. Its topics, or a person, say so. */
import { Lazy } from '../../base/lazy.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { SPARKPLUG } from './names.ts';

export const sparkplug: PayloadFormat = {
  ...SPARKPLUG,
  extension: '.pb',
  readBy: new Lazy(
    async () => (await import('./sparkplug/sparkplugWithoutBirth.ts')).sparkplugReading,
  ),
};
