import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pemPath } from '../tls.testkit.ts';
import { authorities } from './credentials.ts';
import { CERT } from './servers.testkit.ts';

const OTHER = readFileSync(pemPath('client-ca'), 'utf8');
const asWindows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;

test.each([
  ['one after the other', `${CERT}${OTHER}`],
  ['with openssl’s text before and between them', `subject=a\n${CERT}\nissuer=b\n${OTHER}`],
  ['as Windows writes texts', asWindows(`${CERT}${OTHER}`)],
])('several authorities in one file, %s', async (_, text) => {
  expect(await authorities({ text }, 'ca')).toBe(text);
});

const withoutLine = (pem: string): string => pem.split('\n').toSpliced(3, 1).join('\n');
const withoutEnd = (pem: string): string => pem.slice(0, pem.indexOf('-----END'));

test.each([
  [1, 'is cut short', withoutEnd(CERT) + OTHER],
  [2, 'is cut short', CERT + withoutEnd(OTHER)],
  [2, 'lacks a line', CERT + withoutLine(OTHER)],
  [2, 'lacks a line', asWindows(CERT + withoutLine(OTHER))],
])(
  'if certificate %i of them %s, that is reported, and none is omitted',
  async (number, _, text) => {
    await expect(authorities({ text }, 'proxy-ca')).rejects.toMatchObject({
      failure: { key: 'broken-certificate', args: { what: 'proxy-ca', number, count: 2 } },
    });
  },
);
