/** Ids of a device's requests: decimal text, from 0 to 4294967295, each used once. */

const BEYOND = 2 ** 32;

/**
 * @param last previous id. Undefined: this page has sent none for the device
 * @param now ms since 1970: a reopened page continues beyond the ids of the previous one
 */
export function nextMessageId(last: number | undefined, now: number): number {
  const byClock = Math.floor(now / 100) % BEYOND;
  if (last === undefined) return byClock;
  // Ten a second are always left behind by the clock; faster ones count up.
  const isAhead = (byClock - last + BEYOND) % BEYOND < BEYOND / 2 && byClock !== last;
  return isAhead ? byClock : (last + 1) % BEYOND;
}
