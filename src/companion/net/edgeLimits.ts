/** Limits of connections before MQTT, and the options of an HTTP server that enforce them. */

export interface EdgeLimits {
  /** Limit per address (IPv6: per /64 network, because a single machine may have one). */
  readonly connectionsPerAddress: number;
  /** HTTP connections that are not MQTT connections. */
  readonly httpConnections: number;
  /** ms from the opening of a connection to the end of its TLS handshake, and for an HTTP request's headers. */
  readonly openingTimeout: number;
  /** ms from the first byte of an HTTP request to the last of its body. */
  readonly requestTimeout: number;
}

export const DEFAULT_EDGE_LIMITS: EdgeLimits = {
  connectionsPerAddress: 2_000,
  httpConnections: 1_000,
  openingTimeout: 10_000,
  requestTimeout: 30_000,
};

/** Options of an HTTP server that end slow requests and idle connections. */
export function httpTimes({ openingTimeout, requestTimeout }: EdgeLimits) {
  return {
    headersTimeout: Math.min(openingTimeout, requestTimeout),
    requestTimeout,
    connectionsCheckingInterval: Math.min(1_000, openingTimeout),
  };
}
