/** Texts of the list of connections. Each has a number, as in display filters. */
import { counted, grouped } from '../../numbers.ts';

export const streams = {
  grid: 'Connections',
  empty: 'No connections yet',
  emptyHint: 'Each transport connection in the capture is listed here.',
  columns: {
    stream: 'No.',
    clientId: 'Client ID',
    addresses: 'Addresses',
    version: 'Version',
    opened: 'Opened',
    duration: 'Duration',
    in: '▼ in',
    out: '▲ out',
    problems: 'Problems',
    notes: 'Notes',
  },
  unknown: 'unknown',
  open: 'open',
  packets: (packets: number, size: string): string =>
    `${counted(packets, 'packet', 'packets')}, ${size}`,
  problems: (problems: number): string => counted(problems, 'problem', 'problems'),
  hint: 'Click to set the display filter to this connection only; Enter or a double click also shows its packets.',
  setUp: (stream: number): string => `Setup of connection #${grouped(stream)}`,
  flag: (isOn: boolean): string => (isOn ? 'on' : 'off'),
  neverExpires: 'never',
  noUserName: 'no user name',
  retained: 'retained',
  subscription: (number: number): string => `Subscription ${number}`,
  showAll: 'Show all connections',
};
