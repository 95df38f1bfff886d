/**
 * Sparkplug B: Protobuf with a fixed schema. It cannot be detected from a payload; topics or the user select
 * it.
 */
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
