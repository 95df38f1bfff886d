/** Conditions of a simulated network, and presets. */

/** A range; equal values for a fixed value. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** All given conditions apply; times in ms. */
export interface NetworkConditions {
  /** Default values for members that are not given. */
  readonly preset?: NetworkPreset;
  /**
   * Client identifier, with `*` for any characters. Others are unaffected, and so is everything before
   * CONNECT.
   */
  readonly client?: string;
  readonly seed?: number;
  /** Bytes per second from the client, and to it. */
  readonly up?: number;
  readonly down?: number;
  /** In each direction, random for each piece; the order is kept. */
  readonly latency?: Range;
  /** Bytes of the pieces into which a stream is cut, at any position. */
  readonly slice?: Range;
  /** Repeated periods without traffic; afterwards all waiting data is passed on. */
  readonly outage?: { readonly every: Range; readonly lasts: Range };
  /** Bytes of both directions after which the connection is reset. */
  readonly resetAfter?: Range;
  /** Bytes of both directions after which nothing passes any more, without a close. */
  readonly silentAfter?: Range;
  /** The same after this long without traffic. */
  readonly forgetAfter?: number;
  /** Delay of the close notification. */
  readonly slowClose?: number;
}

export const PRESETS = ['2G', 'LTE-M', 'NAT', 'train'] as const;
export type NetworkPreset = (typeof PRESETS)[number];

const range = (least: number, most: number): Range => ({ least, most });

/** Typical measurements in such networks, not best cases. */
const OF_PRESET: Readonly<Record<NetworkPreset, NetworkConditions>> = {
  // GPRS with two to four time slots.
  '2G': { up: 2500, down: 5000, latency: range(300, 1000) },
  // Half duplex, in fair coverage.
  'LTE-M': { up: 37_500, down: 37_500, latency: range(50, 300) },
  // A router that drops idle connections without a close.
  NAT: { forgetAfter: 240_000 },
  // Changing cells with tunnels in between.
  train: {
    up: 250_000,
    down: 1_000_000,
    latency: range(30, 250),
    outage: { every: range(20_000, 90_000), lasts: range(2000, 25_000) },
  },
};

/** Conditions with their preset's values. */
export const fullConditions = (conditions: NetworkConditions): NetworkConditions => ({
  ...(conditions.preset && OF_PRESET[conditions.preset]),
  ...conditions,
});
