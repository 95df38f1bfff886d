/** What is wrong with the bytes of a packet. */
export { BREACHES as breaches } from '../../mqtt/breachWords.ts';
