/** What is wrong with a frame or message of WebSocket, so that whoever reads it ends the connection (RFC 6455). */
export const WEB_SOCKET_FAULTS = [
  'unmasked',
  'masked',
  'reserved-bits',
  'opcode',
  'control-in-pieces',
  'long-control',
  'close-code',
  'not-utf8',
  'too-long',
  'too-many-pieces',
  /** It was not whole, and what had come of it took more than the tap keeps for all. */
  'unfinished',
  'other',
] as const;

export type WebSocketFault = (typeof WEB_SOCKET_FAULTS)[number];
