/** Limits of connections before MQTT, and what an HTTP server is made with for them. */

export interface EdgeLimits {
  /** Of one address (of IPv6: of one network of 64 bits, which a single machine may have). */
  readonly connectionsPerAddress: number;
  /** Those over HTTP that are no MQTT connections. */
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

/** For an HTTP server's making: slow requests and idle connections end. */
export function httpTimes({ openingTimeout, requestTimeout }: EdgeLimits) {
  return {
    headersTimeout: Math.min(openingTimeout, requestTimeout),
    requestTimeout,
    connectionsCheckingInterval: Math.min(1_000, openingTimeout),
  };
}
