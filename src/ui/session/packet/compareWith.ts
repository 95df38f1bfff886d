/** The message that others are compared with, instead of the one before each on its topic. */
import { perConnection } from '../connection/perConnection.ts';

const bases = perConnection<{ readonly packet: number | undefined }>({ packet: undefined });

export const useBase = bases.use;
export const setBase = bases.set;
