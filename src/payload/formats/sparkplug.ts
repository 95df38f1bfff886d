/**
 * Sparkplug B: Protobuf with a fixed schema. It cannot be detected from a payload; topics or the user select
 * it.
 */
import { Lazy } from '../../base/lazy.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { SPARKPLUG } from './names.ts';

/** Does not open a compressed body. */
export const sparkplugMetrics: PayloadFormat = {
  ...SPARKPLUG,
  extension: '.pb',
  readBy: new Lazy(
    async () => (await import('./sparkplug/sparkplugWithoutBirth.ts')).sparkplugReading,
  ),
};

/** @param format reads metrics */
export const withCompressedBody = (format: PayloadFormat): PayloadFormat => ({
  ...format,
  unwrap: new Lazy(async () => {
    const [{ openingBody }] = await Promise.all([
      import('./sparkplug/sparkplugCompressed.ts'),
      format.readBy?.load(),
    ]);
    return openingBody(format);
  }),
});

export const sparkplug: PayloadFormat = withCompressedBody(sparkplugMetrics);
