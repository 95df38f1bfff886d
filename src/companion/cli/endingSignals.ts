/** Signals that end a command in order. A closed terminal or a lost ssh connection sends SIGHUP. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
