/** Values of MQTT 5's Authentication Method, in order of preference. */
export const SCRAM_METHODS = ['SCRAM-SHA-256', 'SCRAM-SHA-1'] as const;
export type ScramMethod = (typeof SCRAM_METHODS)[number];
