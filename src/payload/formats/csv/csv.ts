/**
 * Tables with commas (RFC 4180), semicolons or tabs, and URL-encoded forms. Many texts look like one, so they
 * are only guessed.
 */
import { Lazy } from '../../../base/lazy.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { detectText } from '../../tree/textual.ts';

const DIVIDERS = [0x2c, 0x3b, 0x09] as const;
const AND = 0x26;

/** Two lines with the same number of commas, semicolons or tabs. */
function isLikely(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r?\n/, 2);
  return [',', ';', '\t'].some((divider) => {
    const cells = first.split(divider).length;
    return cells > 1 && second.split(divider).length === cells;
  });
}

/** Byte limit for the first two lines of a table whose cells may be invalid UTF-8. */
const SHORT_LINES = 1024;

/** The same test for bytes that are partly invalid UTF-8, if the first line is valid. */
function isLikelyInBytes(payload: Uint8Array): boolean {
  const head = String.fromCharCode(...payload.subarray(0, SHORT_LINES));
  return /^[\t -~]+\r?\n/.test(head) && isLikely(head);
}

export const csv: PayloadFormat = {
  id: 'csv',
  name: 'CSV',
  extension: '.csv',
  mediaType: /^text\/csv\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    const sign = DIVIDERS.find((one) => payload.includes(one)) ?? DIVIDERS[0];
    const found = detectText(payload, isNamed, sign, (text) =>
      isLikely(text) ? 'guess' : undefined,
    );
    if (found !== undefined || !payload.includes(sign)) return found;
    if (isNamed) return 'begun';
    return isLikelyInBytes(payload) ? 'guess' : undefined;
  },
  isText: true,
  readBy: new Lazy(async () => (await import('./csvReading.ts')).csvReading),
};

export const tsv: PayloadFormat = {
  ...csv,
  id: 'tsv',
  name: 'TSV',
  extension: '.tsv',
  mediaType: /^text\/tab-separated-values\b/i,
  detect: (payload, isNamed) => (isNamed ? csv.detect?.(payload, true) : undefined),
  readBy: new Lazy(async () => (await import('./csvReading.ts')).csvReadingBy('\t')),
};

/** At least two pairs. */
const PAIRS = /^[^\s=&?]+=[^\s=&]*(?:&[^\s=&]+=[^\s=&]*)+$/;

export const urlEncoded: PayloadFormat = {
  id: 'urlencoded',
  name: 'URL-encoded',
  extension: '.txt',
  mediaType: /^application\/x-www-form-urlencoded\b/i,
  shown: 'where-found',
  detect: (payload, isNamed) =>
    detectText(payload, isNamed, AND, (text) => (PAIRS.test(text) ? 'guess' : undefined)),
  isText: true,
  readBy: new Lazy(async () => (await import('./urlReading.ts')).urlReading),
};
