/** Tables with commas (RFC 4180), and forms as a browser writes them: many texts look like one. */
import { Part } from '../../mqtt/part.ts';
import type { PayloadFormat } from './format.ts';
import { detectText } from './textual.ts';

const COMMA = 0x2c;
const AND = 0x26;

/** Two lines with as many commas. */
function isLikely(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r?\n/, 2);
  const commas = first.split(',').length;
  return commas > 1 && second.split(',').length === commas;
}

export const csv: PayloadFormat = {
  id: 'csv',
  name: 'CSV',
  extension: '.csv',
  mediaType: /^text\/csv\b/i,
  shown: 'where-found',
  detect: (payload, isNamed) =>
    detectText(payload, isNamed, COMMA, (text) => (isLikely(text) ? 'guess' : undefined)),
  isText: true,
  readBy: new Part(async () => (await import('./csvReading.ts')).csvReading),
};

/** Two pairs at least. */
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
  readBy: new Part(async () => (await import('./urlReading.ts')).urlReading),
};
