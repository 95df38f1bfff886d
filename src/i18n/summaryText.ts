import { say, type Words } from '../base/message.ts';
import type { Summary, SummaryParts } from '../mqtt/dissect/describe.ts';

/** What a packet says in short, on one line; empty parts say nothing. */
export function summaryText(summary: Summary, words: Words<SummaryParts>): string {
  return summary
    .map((part) => say(words, part))
    .filter((text) => text !== '')
    .join(' · ');
}
