/** Errors in a devices file, and in a setting of the platform. */
import type {
  DevicesFileFault,
  DevicesFileFaults,
  FilePart,
  SettingFaults,
} from '../../../alibaba/devicesFileFaults.ts';
import { say, type Words } from '../../../base/message.ts';
import { jsonErrors } from '../facts/payloadErrors.ts';
import { tslFaults } from '../facts/thingModelErrors.ts';

/** After the name of a setting. */
export const settingFaults: Words<SettingFaults> = {
  unknown: () => 'is not a setting of the platform',
  'one-of': ({ values }) => `must be ${values.join(' or ')}`,
  range: ({ least, most, unit }) =>
    `must be a whole number from ${least} to ${most}${unit === undefined ? '' : ` (${unit})`}`,
};

const OBJECTS = {
  device: 'a device must be an object, { … }',
  product: 'a product must be an object, { … }',
  topic: 'a topic must be an object, { … }',
  model: 'model must be a TSL object, { … }',
  settings: 'settings must be an object, { … }',
} as const;

const WHERE: Readonly<Record<FilePart, string>> = {
  file: 'in the file',
  device: 'in a device',
  product: 'in a product',
  topic: 'in a topic',
  settings: 'in settings',
};

const PARTS: Readonly<Record<FilePart, string>> = {
  file: 'file',
  device: 'device',
  product: 'product',
  topic: 'topic class',
  settings: 'settings',
};

/** After line and column. */
export const devicesFileFaults: Words<DevicesFileFaults> = {
  'not-json': ({ what }) => `not JSON, ${say(jsonErrors, what)}`,
  'neither-list-nor-object': () => 'the file must be a list of devices, [ … ], or an object, { … }',
  'not-object': ({ what }) => OBJECTS[what],
  'not-list': ({ name }) => `${name} must be a list, [ … ]`,
  'not-allowed': ({ part, allowed }) =>
    `this is not allowed ${WHERE[part]}; allowed are ${allowed.slice(0, -1).join(', ')} and ${allowed.at(-1) ?? ''}`,
  'given-twice': ({ part, name = 'a key' }) => `${name} is given twice ${WHERE[part]}`,
  missing: ({ part, name }) => `the ${PARTS[part]} has no ${name}`,
  'not-text': ({ name }) => `${name} must be text in quotation marks`,
  'empty-text': ({ name }) => `${name} is empty`,
  'not-a-name': ({ name }) => `${name} contains whitespace or one of & / + #`,
  'not-a-truth': ({ name }) => `${name} must be true or false`,
  'two-models': () => 'a product has model or modelFile, not both',
  'too-many-topics': ({ most }) => `a product has at most ${most} topics`,
  'not-an-operation': () => 'operation must be PUB, SUB or ALL',
  'class-beginning': () => 'topic must begin with a slash, the product key, and /${deviceName}/',
  'class-empty-level': () => 'topic has an empty level',
  'class-wildcard': () => 'wildcards need the operation SUB',
  'class-hash': () => '# must be the last level',
  'class-level': () => 'a level of topic may contain only letters, digits and _',
  'no-model': ({ why }) => `model is not a thing model in TSL: ${say(tslFaults, why)}`,
  'not-a-setting': () => 'a setting must be a string, a number, true or false',
  setting: ({ why }) => `this setting ${say(settingFaults, why)}`,
  repeated: ({ what, line }) => `this ${what} is already in the file, in line ${line}`,
};

export function devicesFileFault(fault: DevicesFileFault): string {
  if (fault.place === undefined) return 'the file is not UTF-8';
  const { line, column } = fault.place;
  return `line ${line}, column ${column}: ${say(devicesFileFaults, fault.why)}`;
}
