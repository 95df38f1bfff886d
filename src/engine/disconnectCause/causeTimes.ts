/** ms between a packet and an end that looks like its consequence. */
export const AT_ONCE = 1000;
/** Of the keep alive: brokers count once in a while. */
export const KEEP_ALIVE_FROM = 1.4;
/** Of the keep alive, and ms: a broker that has waited longer counts otherwise. */
const KEEP_ALIVE_TO = 2;
const LATE = 5000;

/**
 * Whether a broker that counts whole packets may have left for want of one.
 * @param since ms from the last whole packet
 * @param keepAlive seconds; 0: none
 * @param isTold it says that the keep alive was the reason
 */
export function mayCountWholePackets(since: number, keepAlive: number, isTold: boolean): boolean {
  const ms = keepAlive * 1000;
  return ms > 0 && since >= ms * KEEP_ALIVE_FROM && (isTold || since <= ms * KEEP_ALIVE_TO + LATE);
}

/** As they are told. */
export const seconds = (ms: number): number => Math.max(0, Math.round(ms / 100) / 10);
