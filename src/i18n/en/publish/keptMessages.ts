/** Texts of messages that were saved under a name. */
import { grouped } from '../../numbers.ts';
import { roundSize } from '../../sizes.ts';

const messages = (count: number): string =>
  `${grouped(count)} ${count === 1 ? 'message' : 'messages'}`;

export const keptMessages = {
  title: 'Saved messages',
  name: 'Name of the message',
  keep: 'Save message',
  none: 'No messages saved yet.',
  noneFound: 'No message has this in its name, folder or topic.',
  search: 'Find a saved message',
  clearSearch: 'Clear search',
  unreadable: (count: number): string =>
    `${messages(count)} saved by a newer version of mqttscope cannot be read.`,
  saved: (name: string): string => `Saved ${name}`,
  removed: (name: string): string => `Deleted ${name}`,
  send: (name: string): string => `Publish ${name}`,
  delete: (name: string): string => `Delete ${name}`,
  load: 'Load into the form',
  rename: 'Rename…',
  rowMenu: (name: string): string => `Actions for ${name}`,
  isTemplate: '{{…}} is filled in',
  menu: 'Import and export messages',
  import: 'Import…',
  importNote: 'Messages exported by mqttscope or MQTTX',
  export: 'Export',
  exportNote: 'Payloads unchanged; user properties named like a secret lose their values',
  imported: (count: number, known: number, skipped: number): string =>
    [
      `Imported ${messages(count)}`,
      ...(known === 0 ? [] : [`${grouped(known)} ${known === 1 ? 'was' : 'were'} here already`]),
      ...(skipped === 0 ? [] : [`${grouped(skipped)} could not be read`]),
    ].join('; '),
  allKept: (count: number): string =>
    count === 1 ? 'The message is here already' : `All ${messages(count)} are here already`,
  tooLargeAgain: (most: number): string =>
    `The file is larger than ${roundSize(most)}: it cannot be imported as a whole.`,
  errors: {
    'too-large': (file: string, most: number): string =>
      `${file} is larger than ${roundSize(most)}.`,
    'not-json': (file: string): string => `${file} is not JSON.`,
    unknown: (file: string): string => `${file} has no messages in a format that mqttscope knows.`,
    empty: (file: string): string => `${file} has no message that could be published.`,
    newer: (file: string): string => `${file} was written by a newer version of mqttscope.`,
    'too-many': (file: string, most: number): string =>
      `${file} has more than ${grouped(most)} messages.`,
  },
};
