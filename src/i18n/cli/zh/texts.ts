/** Chinese texts of what commands report, with the keys of `../en/texts.ts`. */
import type { CliTexts } from '../en/texts.ts';

export const cli: CliTexts = {
  running: async () => (await import('./running.ts')).running,
  tapping: async () => (await import('./tapping.ts')).tapping,
  lines: async () => (await import('./lines.ts')).lines,
};
