/** Words in files, the same in every language. */
import type { FileWords } from '../../../engine/files/events/fileWords.ts';
import { summaryText } from '../../summaryText.ts';
import { problemWords } from '../facts/findings.ts';
import { summaryParts } from '../facts/summary.ts';

export const fileWords: FileWords = {
  ...problemWords,
  summary: (summary) => summaryText(summary, summaryParts),
};
