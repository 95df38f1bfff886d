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
  connection: (stream: number): string => `Connection ${grouped(stream)}`,
  showPackets: 'Show its packets',
  life: 'Begin and end',
  openedAt: (time: string): string => `opened ${time}`,
  openingUnseen: 'opening not seen',
  closedAt: (time: string, by: string | undefined): string =>
    by === undefined ? `closed ${time}` : `closed ${time} ${by}`,
  flag: (isOn: boolean): string => (isOn ? 'on' : 'off'),
  neverExpires: 'never',
  noUserName: 'no user name',
  retained: 'retained',
  subscription: (number: number): string => `Subscription ${number}`,
};
