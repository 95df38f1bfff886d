/** Texts of the list of streams. */
export const streams = {
  grid: 'Streams',
  empty: 'No streams yet',
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
    `${packets === 1 ? '1 packet' : `${packets.toLocaleString('en')} packets`}, ${size}`,
  problems: (problems: number): string => (problems === 1 ? '1 problem' : `${problems} problems`),
  hint: 'Click to set the display filter to this stream only; Enter or a double click also shows its packets.',
  setUp: (stream: number): string => `How stream ${stream} was set up`,
  showAll: 'Show all streams',
};
