import { describe } from 'vitest';
import type { BytesErrors } from '../../../base/hex.ts';
import type { JsonErrors } from '../../../payload/tree/jsonErrors.ts';
import * as english from '../../en/facts/payloadErrors.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './payloadErrors.ts';

describe('errors in JSON', () => {
  describeWords<JsonErrors>([english.jsonErrors, chinese.jsonErrors], () => []);
});

describe('errors in typed bytes', () => {
  describeWords<BytesErrors>([english.bytesErrors, chinese.bytesErrors], (found) => [
    { key: 'not-a-digit', args: { found } },
    { key: 'half-a-byte', args: { found } },
    { key: 'not-base64', args: { found } },
    { key: 'padding', args: { found } },
    { key: 'padding-missing', args: { found } },
    { key: 'length', args: { found } },
    { key: 'leftover-bits', args: { found } },
  ]);
});
