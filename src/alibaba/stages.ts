/** Steps at which a connection can fail. */

/** Steps of a connection in their order; `closed` is a connection that was accepted and ended later. */
export const STAGES = [
  'at',
  'dns',
  'tcp',
  'tls',
  'websocket',
  'connect',
  'connack',
  'closed',
] as const;

/**
 * `failed`: the statement does not say at which step. `http`: an answer of the platform's HTTPS service.
 */
export type Stage = (typeof STAGES)[number] | 'failed' | 'http';
