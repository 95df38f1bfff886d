/** Texts of the list of streams. */
export const streams = {
  grid: 'Streams',
  empty: 'No streams yet',
  emptyHint: 'Each transport connection in the capture is one line here.',
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
    `${packets === 1 ? '1 packet' : `${packets.toLocaleString('en')} packets`}, ${size}`,
  problems: (problems: number): string => (problems === 1 ? '1 problem' : `${problems} problems`),
  hint: 'A click lets the display filter show this stream only; Enter or a double click also goes to its packets.',
  setUp: (stream: number): string => `How stream ${stream} was set up`,
  showAll: 'Show all streams',
};
