/** Texts of capture files: saving, opening, marks, what is not saved yet. */
import type { ExportFormat } from '../../engine/files/captureExport.ts';

const count = (packets: number): string =>
  packets === 1 ? '1 packet' : `${packets.toLocaleString('en')} packets`;

export const captures = {
  save: 'Save capture',
  saveAs: 'Save as',
  open: 'Open capture',
  openFile: 'Open a capture file',

  saveDialog: {
    format: 'Format',
    formats: {
      mqttscope: 'mqttscope: everything, to open again',
      pcapng: 'pcapng: for Wireshark',
      ndjson: 'NDJSON: one JSON object a packet',
      csv: 'CSV: for spreadsheets',
    } satisfies Record<ExportFormat, string>,
    holds: (packets: number): string => `${count(packets)}, with their exact bytes and times.`,
    holdsMore: 'Marks, notes and how the connection was set up come with them.',
    holdsMarks: 'Marks and problems come with them, as comments.',
    holdsLess: 'Marks and connection settings are not part of this format.',
    discarded: (packets: number): string =>
      `The oldest ${count(packets)} were discarded before and cannot be saved any more.`,
    secrets: 'Keep secrets',
    secretsOff: 'Passwords, authentication data and device secrets are overwritten with *.',
    secretsOn:
      'Whoever gets the file can read passwords, authentication data and device secrets in it.',
    standIns: 'Stand-ins for topics and payloads',
    standInsText:
      'Of the same length, so that strangers see the packets and not what is in them. Client identifiers, user properties and your notes stay.',
    filtered: 'Only what the display filter shows',
    filteredText: (shown: number): string => `${count(shown)} now.`,
    cancel: 'Cancel',
    save: 'Save',
  },
  saving: {
    title: 'Saving',
    progress: (examined: number, packets: number): string =>
      `${examined.toLocaleString('en')} of ${count(packets)}`,
    done: (packets: number, size: string, name: string): string =>
      `Saved ${count(packets)}, ${size}: ${name}`,
    failed: (name: string, why: string): string =>
      `${name} could not be written: ${why} What was captured is still here.`,
    stop: 'Stop saving',
    stopped: 'Saving stopped; no file was written.',
  },

  drop: 'Drop the file to open it as a capture',
  reading: (name: string): string => `Reading ${name}`,
  readSoFar: (read: string, size: string, packets: number): string =>
    `${read} of ${size}, ${count(packets)}`,
  stopReading: 'Stop reading',
  stopped: 'Reading was stopped',
  stoppedText: (packets: number): string => `The first ${count(packets)} are here.`,
  unreadable: (name: string): string => `${name} cannot be read as a capture`,
  unreadableHint:
    'What can be read: captures of mqttscope, pcap and pcapng of tcpdump and Wireshark (also gzip), and the NDJSON and CSV of mqttscope. A key log of TLS (SSLKEYLOGFILE) is opened together with its capture.',
  lost: (name: string): string => `${name} could not be read to its end`,
  lostHint: 'It may have been moved, changed or locked by another program. Open it again.',
  notes: (notes: number): string =>
    notes === 1 ? 'A note on this file' : `${notes} notes on this file`,
  moreNotes: (notes: number): string => `and ${notes} more`,
  noPackets: 'There are no MQTT packets in this file',
  noPacketsHint:
    'If the connections were encrypted, open the file together with the key log of one of their ends (SSLKEYLOGFILE), or record without TLS.',
  noTopics: 'No messages in this file',
  noPublishing: 'This is a capture file: there is no connection to publish on.',
  noPublishingHint:
    'Open a connection in another tab to publish, or to replay the messages of this file there.',
  openedFile: (name: string, packets: number): string => `${name} opened: ${count(packets)}`,

  marks: {
    mark: 'Mark the packet',
    unmark: 'Remove the mark',
    marked: 'marked',
    note: 'Note',
    notePlaceholder: 'A note on this packet',
    next: 'Next mark',
    none: 'No packet is marked.',
    said: (packet: number): string => `No. ${packet} marked`,
    unsaid: (packet: number): string => `Mark of No. ${packet} taken away`,
  },
  savePayload: 'Save payload',
  payloadSaved: (size: string, name: string): string => `Saved ${size}: ${name}`,

  closeSaves: 'Save first',
  closeFile: (name: string): string => `Close ${name}?`,
  closeFileLoses: 'Marks and notes made since it was opened are in no file.',
  closeFileAction: 'Close file',
};
