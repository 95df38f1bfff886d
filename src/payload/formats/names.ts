/** Formats with a codec, as menus need them before anything else of them is there. */
import { Part } from '../../mqtt/part.ts';

export const CBOR = {
  id: 'cbor',
  name: 'CBOR',
  typed: new Part(async () => (await import('./codecs.ts')).typedCbor),
};
export const MESSAGE_PACK = {
  id: 'messagepack',
  name: 'MessagePack',
  typed: new Part(async () => (await import('./codecs.ts')).typedMessagePack),
};
export const SPARKPLUG = {
  id: 'sparkplug',
  name: 'Sparkplug B',
  typed: new Part(async () => (await import('./codecs.ts')).typedSparkplug),
};
