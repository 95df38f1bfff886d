/** Names of formats with a codec, for menus that are shown before the codecs are loaded. */
import { Lazy } from '../../base/lazy.ts';

export const CBOR = {
  id: 'cbor',
  name: 'CBOR',
  typed: new Lazy(async () => (await import('./codecs.ts')).typedCbor),
};
export const MESSAGE_PACK = {
  id: 'messagepack',
  name: 'MessagePack',
  typed: new Lazy(async () => (await import('./codecs.ts')).typedMessagePack),
};
export const SPARKPLUG = {
  id: 'sparkplug',
  name: 'Sparkplug B',
  typed: new Lazy(async () => (await import('./codecs.ts')).typedSparkplug),
};
