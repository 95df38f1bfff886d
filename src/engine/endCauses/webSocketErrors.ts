/** Errors in a WebSocket frame or message after which the receiver closes the connection (RFC 6455). */
export const WEB_SOCKET_ERRORS = [
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
  /** The incomplete message exceeded the tap's memory for all connections. */
  'unfinished',
  'other',
] as const;

export type WebSocketError = (typeof WEB_SOCKET_ERRORS)[number];
