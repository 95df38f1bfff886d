import { describe, expect, it } from 'vitest';
import type { Property } from '../../mqtt/tables/properties.ts';
import { rowsOf } from './propertyRow.ts';
import { readRows, settableAt } from './propertyRows.ts';

const row = (name: Property['name'], value: string, key = '') => ({ name, value, key });
const error = (...rows: Parameters<typeof readRows>[0]) => [...readRows(rows).errors];

describe('typed properties', () => {
  it('are unchanged', () => {
    const properties: readonly Property[] = [
      { name: 'receiveMaximum', value: 10 },
      { name: 'requestProblemInformation', value: 0 },
      { name: 'contentType', value: 'text/plain' },
      { name: 'correlationData', value: Uint8Array.of(1, 0xff) },
      { name: 'userProperty', value: ['a', '1'] },
      { name: 'userProperty', value: ['a', '2'] },
    ];
    const read = readRows(rowsOf(properties));
    expect(read.errors.size).toBe(0);
    expect(read.properties).toEqual(properties);
  });

  it('are rejected with the invalid row', () => {
    expect(error(row('receiveMaximum', '0'))).toEqual([
      [0, { why: 'number', least: 1, most: 65_535 }],
    ]);
    expect(error(row('userProperty', 'x', 'a'), row('requestProblemInformation', '2'))).toEqual([
      [1, { why: 'number', least: 0, most: 1 }],
    ]);
    expect(error(row('topicAliasMaximum', '1e3'))).toMatchObject([[0, { why: 'number' }]]);
    expect(error(row('correlationData', 'xy'))).toEqual([[0, { why: 'hex' }]]);
    expect(error(row('responseTopic', 'a/#'))).toEqual([[0, { why: 'topic' }]]);
    expect(error(row('contentType', 'x'.repeat(65_536)))).toEqual([[0, { why: 'too-long' }]]);
    expect(error(row('contentType', 'x\0'))).toEqual([[0, { why: 'text' }]]);
    expect(error(row('contentType', 'x'), row('contentType', 'y'))).toEqual([
      [1, { why: 'twice' }],
    ]);
  });

  it('are those that a client may send', () => {
    expect(settableAt('unsubscribe')).toEqual(['userProperty']);
    expect(settableAt('subscribe')).toEqual(['subscriptionIdentifier', 'userProperty']);
    expect(settableAt('disconnect')).toEqual([
      'sessionExpiryInterval',
      'reasonString',
      'userProperty',
    ]);
    expect(settableAt('will', new Set(['willDelayInterval']))).toEqual([
      'payloadFormatIndicator',
      'messageExpiryInterval',
      'contentType',
      'responseTopic',
      'correlationData',
      'userProperty',
    ]);
  });
});
