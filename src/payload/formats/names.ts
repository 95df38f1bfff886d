/** What formats with a codec are called, for menus that come before it. */
export const CBOR = { id: 'cbor', name: 'CBOR' };
export const MESSAGE_PACK = { id: 'messagepack', name: 'MessagePack' };
