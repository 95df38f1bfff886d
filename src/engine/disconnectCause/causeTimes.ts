/** Maximum time between a packet and an end that looks like its consequence, ms. */
export const AT_ONCE = 1000;
/** Lower bound as a multiple of the keep alive: brokers check it only from time to time. */
export const KEEP_ALIVE_FROM = 1.4;
/**
 * Upper bound as a multiple of the keep alive, plus ms. A broker that waits longer does not count whole
 * packets.
 */
const KEEP_ALIVE_TO = 2;
const LATE = 5000;

/**
 * True if a broker that counts whole packets may have closed the connection because none arrived.
 * @param since ms since the last whole packet
 * @param keepAlive seconds; 0: none
 * @param isTold the broker named the keep alive as the reason
 */
export function mayCountWholePackets(since: number, keepAlive: number, isTold: boolean): boolean {
  const ms = keepAlive * 1000;
  return ms > 0 && since >= ms * KEEP_ALIVE_FROM && (isTold || since <= ms * KEEP_ALIVE_TO + LATE);
}

/**
 * Silence after which a client that connects again from the same host has come back, ms. Two clients that take
 * a connection from each other are back sooner.
 */
export const CAME_BACK_AFTER = 10_000;

/** Seconds as causes show them. */
export const seconds = (ms: number): number => Math.max(0, Math.round(ms / 100) / 10);

/** ms as seconds with hundredths, for what happens within a second. */
export const hundredths = (ms: number): number => Math.max(0, Math.round(ms / 10) / 100);
