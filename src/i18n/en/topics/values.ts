/** Meaning of a field's value. */
import type { Words } from '../../../base/message.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import type { ValueMeanings } from '../../../mqtt/tables/valueMeanings.ts';
import { plainValues } from '../../plainValues.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

const RETAIN_HANDLING = [
  'send retained messages',
  'send retained messages for a new subscription',
  'send no retained messages',
] as const;

export const values: Words<ValueMeanings> = {
  ...plainValues,
  'reserved-type': ({ number }) => `reserved (${number})`,
  bytes: ({ bytes }) => `${bytes} bytes`,
  off: () => 'off',
  'never-expires': () => 'never expires',
  'yes-no': ({ value }) => (value === 0 ? '0 (no)' : `${value} (yes)`),
  'not-defined': ({ value }) => `${value} (not defined)`,
  'protocol-version': ({ level, version, isBridge }) =>
    `${hexByte(level)} (${versionName(version)}${isBridge ? ', marked as a bridge' : ''})`,
  'reason-code': reasonCode,
  'retain-handling': ({ value }) => `${value} (${RETAIN_HANDLING[value]})`,
  'payload-format': ({ value }) => `${value} (${value === 1 ? 'UTF-8 text' : 'unspecified'})`,
  properties: ({ count }) => {
    if (count === 0) return 'none';
    return count === 1 ? '1 property' : `${count} properties`;
  },
  'not-utf8': () => 'not UTF-8',
  'unknown-alias': ({ alias }) => `unknown alias ${alias}`,
};
