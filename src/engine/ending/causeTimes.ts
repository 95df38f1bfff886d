/** ms between a packet and an end that looks like its consequence. */
export const AT_ONCE = 1000;
/** Of the keep alive: brokers count once in a while. */
export const KEEP_ALIVE_FROM = 1.4;

/** As they are told. */
export const seconds = (ms: number): number => Math.max(0, Math.round(ms / 100) / 10);
