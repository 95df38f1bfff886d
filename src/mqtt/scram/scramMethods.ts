/** As MQTT 5's Authentication Method names them; the first is to be preferred. */
export const SCRAM_METHODS = ['SCRAM-SHA-256', 'SCRAM-SHA-1'] as const;
export type ScramMethod = (typeof SCRAM_METHODS)[number];
