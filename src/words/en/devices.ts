/** Texts of the view Devices. */
import type { DeviceState } from '../../engine/devices/device.ts';
import { counted, grouped } from '../numbers.ts';

const states: Readonly<Record<DeviceState, string>> = {
  online: 'online',
  offline: 'offline',
  stale: 'stale',
  asleep: 'asleep',
  starting: 'starting',
  fault: 'fault',
};

export const devices = {
  grid: 'Devices',
  empty: 'No devices yet',
  emptyHint: 'Devices are recognised by their topics, as known ecosystems have them.',
  noneFound: 'No device found',
  show: 'Which devices',
  shows: { all: 'All', online: 'Online', offline: 'Offline', alarm: 'Alarms' },
  search: 'Find device',
  clearSearch: 'Clear the search',
  columns: {
    device: 'Device',
    state: 'State',
    convention: 'Ecosystem',
    seen: 'Last seen',
    messages: 'Messages',
    alarms: 'Alarms',
  },
  states,
  unknown: 'not told',
  never: 'never',
  retainedOnly: 'only retained',
  passedOver: (messages: number): string =>
    `There are more devices than are kept: ${counted(messages, 'message', 'messages')} of others passed.`,
  detail: 'Device',
  about: 'About the device',
  loading: 'Loading…',
  gone: 'This device is not known any more.',
  close: 'Close the device',
  showTopic: 'Show topic',
  showPackets: 'Show packets',
  said: (word: string): string => `“${word}”`,
  since: (time: string): string => `since ${time}`,
  id: 'Identifier',
  root: 'Topics below',
  parent: 'Reached by',
  below: 'Reaches',
  more: (count: number): string => `and ${grouped(count)} more`,
  packet: (number: string): string => `packet ${number}`,
  parts: 'Values of the device',
  partColumns: { name: 'Name', value: 'Value', kind: 'Type', time: 'Time' },
  noParts: 'It has told no values yet.',
  noValue: 'nothing received',
  stale: 'stale',
};
