/** Hostile texts from shared profiles or links, which take long to parse unless it is done in linear time. */
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { withoutEnd } from '../../base/withoutEnd.ts';
import { urlWithoutSecrets } from '../settings/urlWithoutSecrets.ts';
import { parseAddress } from './address.ts';

const PAGE = { secure: true, host: 'example.org' };
const COUNT = 60_000;

it.each([
  ['an address of colons', () => parseAddress(':'.repeat(COUNT), PAGE)],
  ['an address of digits', () => parseAddress(`1${'a1:'.repeat(COUNT)}`, PAGE)],
  ['calls without a text', () => parseAddress('connect('.repeat(COUNT), PAGE)],
  ['calls with blanks', () => parseAddress(`connect(${' '.repeat(COUNT)}x`, PAGE)],
  ['texts in quotation marks', () => parseAddress(`connect("h",${'"a,'.repeat(COUNT)}`, PAGE)],
  ['many commands', () => parseAddress('x; mosquitto_sub;'.repeat(COUNT), PAGE)],
  ['programs of others', () => parseAddress('mqttx bench '.repeat(COUNT), PAGE)],
  ['folders of Windows', () => parseAddress(`mqtt sub ${'a\\'.repeat(COUNT)}`, PAGE)],
  ['the beginnings of addresses', () => parseAddress('curl mqtt:/ '.repeat(20_000), PAGE)],
  ['a query without values', () => urlWithoutSecrets(`ws://a/?${'a'.repeat(COUNT)}`)],
  [
    'a query encoded very often',
    () => urlWithoutSecrets(`ws://a/?${'a='.repeat(20_000)}%${'25'.repeat(10_000)}`),
  ],
  ['a query of addresses', () => urlWithoutSecrets(`ws://a/?a=%20${'://'.repeat(20_000)}`)],
  ['zeros before another digit', () => withoutEnd(`${'0'.repeat(COUNT)}1`, '0')],
])('%s is read in linear time', (_name, read) => {
  const begun = cpuTime();
  expect(read()).toBeDefined();
  expect(cpuTime() - begun).toBeLessThan(1500);
});

test('removes characters at the end like a regular expression', () => {
  const text = fc.array(fc.constantFrom('a', '=', ' ', '-', '\n')).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (whole) => {
      expect(withoutEnd(whole, '= -')).toBe(whole.replace(/[= -]+$/, ''));
    }),
    { numRuns: tries(1200) },
  );
});

test.each([
  'broker.password=PLANTED',
  '[{"host":"b","password":"PLANTED"}]',
  'HostName=b;SharedAccessKey=PLANTED=',
  'AT+MQTTUSERCFG=0,1,"id","ann","PLANTED",0,0,""',
  'options.setPassword("PLANTED");',
  '<password>PLANTED</password>',
  'mosquitto_sub -t x -h password=PLANTED',
  'mosquitto_sub -t x -L mqtt://pw="PLANTED"/a',
])('the note on %s, which is not a host, repeats nothing of it', (text) => {
  const { notes } = parseAddress(text, PAGE);
  expect(notes.length).toBeGreaterThan(0);
  expect(JSON.stringify(notes)).not.toContain('PLANTED');
});

test('a mistyped host is repeated', () => {
  expect(parseAddress('ws://256.1.1.1/mqtt', PAGE).notes).toMatchObject([
    { key: 'host-invalid', args: { host: '256.1.1.1' } },
  ]);
});
