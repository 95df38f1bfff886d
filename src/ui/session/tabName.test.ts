import { expect, test } from 'vitest';
import { tabName } from './tabName.ts';

test('marks characters of a name that turn the text around', () => {
  const name = 'invoice\u202egnp.pcap';
  expect(tabName({ name, settings: undefined })).not.toContain('\u202e');
  expect(tabName({ name: 'plain.pcap', settings: undefined })).toBe('plain.pcap');
});
