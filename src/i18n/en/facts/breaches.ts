/** Errors in the bytes of a packet. */
export { BREACHES as breaches } from '../../../mqtt/statements/breachWords.ts';
