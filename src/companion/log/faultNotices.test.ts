import { expect, it } from 'vitest';
import type { Mark } from '../../broker/faults/marks.ts';
import { inEnglish } from '../cli/errors.ts';
import { faultNotices } from './faultNotices.ts';

const MARK: Mark = {
  connection: 1,
  client: 'c',
  direction: 'from-client',
  bytes: Uint8Array.of(0xc0, 0),
  rule: 'r',
  action: 'delay',
  time: 0,
  treated: 1,
  offset: 0,
};

it('one line per packet, with the client in quotation marks, up to a number per rule', () => {
  const lines: string[] = [];
  const marked = faultNotices((said) => lines.push(inEnglish(said)));
  for (let count = 0; count < 60; count++) marked(MARK);
  expect(lines).toHaveLength(51);
  expect(lines[0]).toBe('Fault rule r: delay, PINGREQ from "c".');
  expect(lines.at(-1)).toMatch(/^Fault rule r: .* not printed\.$/);
  marked({ ...MARK, rule: 's', client: '\u001b[31m\n', direction: 'to-client' });
  expect(lines.at(-1)).toBe('Fault rule s: delay, PINGREQ to "\\u001b[31m\\n".');
  marked({ ...MARK, rule: 's', client: '', bytes: new Uint8Array() });
  expect(lines.at(-1)).toBe('Fault rule s: delay, a packet from a client without a name.');
});
