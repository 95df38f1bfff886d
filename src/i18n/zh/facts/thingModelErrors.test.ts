import { describe } from 'vitest';
import type { ValueFaults } from '../../../alibaba/alink/checkValue.ts';
import type { TslFaults } from '../../../alibaba/alink/tslFaults.ts';
import * as english from '../../en/facts/thingModelErrors.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './thingModelErrors.ts';

describe('errors in a thing model', () => {
  describeWords<TslFaults>([english.tslFaults, chinese.tslFaults], (name) => [
    { key: 'not-json', args: { what: { key: 'empty', args: {} } } },
    { key: 'not-list', args: { name } },
    { key: 'not-member-object', args: { name } },
    { key: 'twice', args: { name } },
    { key: 'no-type', args: { name } },
    { key: 'unknown-type', args: { name, type: name } },
    { key: 'not-one-of', args: { name, allowed: [name, 'x'] } },
    { key: 'not-number', args: { name } },
    { key: 'not-integer', args: { name } },
    { key: 'not-text', args: { name } },
  ]);
});

describe('errors in a value', () => {
  describeWords<ValueFaults>([english.valueFaults, chinese.valueFaults], () => [
    { key: 'below-min', args: { min: 733 } },
    { key: 'above-max', args: { max: 733 } },
    { key: 'not-named', args: { names: [733, 734] } },
    { key: 'too-long', args: { length: 733, most: 734 } },
    { key: 'too-many', args: { length: 733, most: 734 } },
  ]);
});
