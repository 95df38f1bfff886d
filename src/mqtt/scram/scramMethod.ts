/** Value of MQTT 5's Authentication Method. */
export const SCRAM_METHOD = 'SCRAM-SHA-256';
export type ScramMethod = typeof SCRAM_METHOD;
