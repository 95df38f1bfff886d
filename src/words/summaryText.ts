import type { Summary, SummaryParts } from '../mqtt/describe.ts';
import { say, type Words } from '../mqtt/fact.ts';

/** What a packet says in short, on one line; empty parts say nothing. */
export function summaryText(summary: Summary, words: Words<SummaryParts>): string {
  return summary
    .map((part) => say(words, part))
    .filter((text) => text !== '')
    .join(' · ');
}
