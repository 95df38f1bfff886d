/** English texts of what commands report. Output for programs is not in the dictionaries. */
import type { Lines } from './lines.ts';
import type { Running } from './running.ts';
import type { Tapping } from './tapping.ts';

export const cli = {
  running: async (): Promise<Running> => (await import('./running.ts')).running,
  tapping: async (): Promise<Tapping> => (await import('./tapping.ts')).tapping,
  lines: async (): Promise<Lines> => (await import('./lines.ts')).lines,
};

/** The type that other languages must implement. */
export type CliTexts = typeof cli;
