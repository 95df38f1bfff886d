import { say, type Words } from '../base/message.ts';
import type { Summary, SummaryParts } from '../mqtt/dissect/describe.ts';

/** Summary of a packet on one line; empty parts are left out. */
export function summaryText(summary: Summary, words: Words<SummaryParts>): string {
  return summary
    .map((part) => say(words, part))
    .filter((text) => text !== '')
    .join(' · ');
}
