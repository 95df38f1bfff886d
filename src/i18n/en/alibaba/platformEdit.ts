/** Texts of the Platform view: desired values, tags and raw data. */
import type { RawFacts } from '../../../broker/platform/devices/valueCommands.ts';
import { grouped } from '../../numbers.ts';

const RAW: Readonly<Record<RawFacts['kind'], string>> = {
  up: 'from the device',
  'up-reply': 'reply to the device',
  down: 'to the device',
  'down-reply': 'reply from the device',
};

export const platformEdit = {
  desired: {
    grid: 'Desired values',
    none: 'No desired values',
    noneText:
      'A desired value is kept until the device deletes it. An online device receives a property set immediately; otherwise the device requests it with thing.property.desired.get.',
    identifier: 'Identifier',
    value: 'Value',
    version: 'Version',
    time: 'Set at',
    remove: (identifier: string): string => `Remove the desired value of ${identifier}`,
    set: 'Set desired values',
    title: (device: string): string => `Desired values of ${device}`,
    hint: 'null removes a value.',
    params: 'Desired values',
    done: (device: string): string => `The desired values of ${device} are set`,
  },
  tags: {
    grid: 'Tags',
    none: 'No tags',
    noneText: 'The device reports them with thing.deviceinfo.update, or you set them here.',
    key: 'Key',
    keyFault: 'Letters, digits and _, not beginning with a digit; at most 100.',
    value: 'Value',
    remove: (key: string): string => `Remove the tag ${key}`,
    set: 'Set tag',
    done: (key: string): string => `Tag ${key} set`,
    removed: (key: string): string => `Tag ${key} removed`,
  },
  raw: {
    list: 'Raw data',
    none: 'No raw data yet',
    noneText: 'Bytes that the device publishes to thing/model/up_raw appear here.',
    kind: (kind: RawFacts['kind']): string => RAW[kind],
    byRule: 'by rule',
    cut: (shown: number): string => `the first ${grouped(shown)} bytes`,
    send: 'Send raw data',
    bytes: 'Bytes in hex',
    bytesError: 'Two hex digits per byte.',
    to: 'To',
    down: 'down_raw',
    reply: 'up_raw_reply',
    action: 'Send',
    done: 'Raw data sent',
  },
};
