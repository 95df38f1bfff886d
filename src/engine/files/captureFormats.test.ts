/** Tests the list of capture formats and their extensions. */
import { expect, test } from 'vitest';
import { EXPORT_FORMATS, exportFormat, formatByExtension } from './captureFormats.ts';

test.each([
  ['a.mqttscope', 'mqttscope'],
  ['/tmp/a b/DAY.PCAPNG', 'pcapng'],
  ['C:\\day.cap', 'pcap'],
  ['day.jsonl', 'ndjson'],
  ['a.csv', 'csv'],
  ['a.csv.gz', undefined],
  ['/day.csv/a', undefined],
  ['.csv', undefined],
  ['-', undefined],
])('%s is %s', (file, format) => {
  expect(formatByExtension(file)).toBe(format);
});

test('a file with the extension of a written format has that format', () => {
  for (const id of EXPORT_FORMATS) {
    expect(formatByExtension(`a${exportFormat(id).extension}`)).toBe(id);
  }
});
