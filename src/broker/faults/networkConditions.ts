/** What a bad network does to bytes and connections, and nets of known badness. */

/** Both the same for a fixed value. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Each member that is given holds; times in ms. */
export interface NetworkConditions {
  /** These members, where they are not given themselves. */
  readonly preset?: NetworkPreset;
  /** Client identifier, with `*` for any characters: others are left alone, and nothing happens before CONNECT. */
  readonly client?: string;
  readonly seed?: number;
  /** Bytes a second from the client, and to it. */
  readonly up?: number;
  readonly down?: number;
  /** On each way, drawn for each piece; the order stays. */
  readonly latency?: Range;
  /** Bytes of the pieces into which a stream is cut, wherever that falls. */
  readonly slice?: Range;
  /** Nothing passes for a while, again and again; then all that waited does. */
  readonly outage?: { readonly every: Range; readonly lasts: Range };
  /** Bytes of both directions after which the connection is reset. */
  readonly resetAfter?: Range;
  /** Bytes of both directions after which nothing passes any more, and no end is told. */
  readonly silentAfter?: Range;
  /** The same, once nothing has passed for so long. */
  readonly forgetAfter?: number;
  /** Until an end is told. */
  readonly slowClose?: number;
  /** Probability that TLS ends in its handshake. */
  readonly tlsCut?: number;
  /** Probability that the broker's name is not found. */
  readonly dnsFailure?: number;
}

export const PRESETS = ['2G', 'LTE-M', 'NAT', 'train'] as const;
export type NetworkPreset = (typeof PRESETS)[number];

const range = (least: number, most: number): Range => ({ least, most });

/** Roughly what is measured in such networks, not at their best. */
const OF_PRESET: Readonly<Record<NetworkPreset, NetworkConditions>> = {
  // GPRS with two to four time slots.
  '2G': { up: 2500, down: 5000, latency: range(300, 1000) },
  // Half duplex, in fair coverage.
  'LTE-M': { up: 37_500, down: 37_500, latency: range(50, 300) },
  // A router that forgets idle connections, and tells nobody.
  NAT: { forgetAfter: 240_000 },
  // Cells that change, and tunnels between them.
  train: {
    up: 250_000,
    down: 1_000_000,
    latency: range(30, 250),
    outage: { every: range(20_000, 90_000), lasts: range(2000, 25_000) },
  },
};

/** With what its preset says. */
export const fullConditions = (conditions: NetworkConditions): NetworkConditions => ({
  ...(conditions.preset && OF_PRESET[conditions.preset]),
  ...conditions,
});
