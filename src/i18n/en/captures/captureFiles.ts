/** Texts about capture files: formats for saving, and notes about opened files. */
import { type ExportFormat, READ_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import { packetCount } from './captures.ts';

export const captureFiles = {
  saveDialog: {
    format: 'Format',
    formats: {
      mqttscope: 'mqttscope: everything, to open again',
      pcapng: 'pcapng: for Wireshark',
      ndjson: 'NDJSON: for other programs, one JSON object per packet',
      csv: 'CSV: for spreadsheets',
    } satisfies Record<ExportFormat, string>,
    holds: (packets: number): string =>
      `${packetCount(packets)}, with their exact bytes and times.`,
    /** Messages of one topic. */
    exportTopic: 'Export messages',
    holdsTopic:
      'All messages of the topic whose packets are still stored, in both directions, with their exact bytes and times.',
    /** By the contents of a format. */
    holdsOf: {
      all: 'Marks, notes and connection settings are included.',
      comments:
        'Problems are included as comments. Marks, notes and connection settings are not part of this format.',
      packets:
        'Marks and connection settings are not part of this format. It cannot be opened again.',
    },
    discarded: (packets: number): string =>
      `${packets === 1 ? 'The oldest packet was' : `The oldest ${packetCount(packets)} were`} discarded earlier and can no longer be saved.`,
    secrets: 'Keep secrets',
    secretsOff: 'Passwords, authentication data and device secrets are overwritten with *.',
    secretsOn:
      'Anyone who has the file can read the passwords, authentication data and device secrets in it.',
    standIns: 'Stand-ins for topics and payloads',
    standInsText:
      'Topics and payloads are replaced by others of the same length, so that you can share the packets without their content. Client IDs, user properties and your notes are kept.',
    filtered: 'Only what the display filter shows',
    filteredText: (shown: number): string => `${packetCount(shown)} now.`,
    cancel: 'Cancel',
    save: 'Save',
  },
  reading: (name: string): string => `Reading ${name}`,
  readSoFar: (read: string, size: string, packets: number): string =>
    `${read} of ${size}, ${packetCount(packets)}`,
  stopReading: 'Stop reading',
  stopped: 'Reading was stopped',
  stoppedText: (packets: number): string => `The first ${packetCount(packets)} are here.`,
  unreadable: (name: string): string => `${name} cannot be read as a capture`,
  unreadableHint: `Supported files: captures of mqttscope, tcpdump and Wireshark (${READ_EXTENSIONS.join(', ')}), also compressed with gzip, zstd or LZ4. Open a TLS key log (SSLKEYLOGFILE) together with its capture.`,
  lost: (name: string): string => `${name} could not be read to the end`,
  lostHint: 'The file may have been moved, changed or locked by another program. Open it again.',
  notes: (notes: number): string =>
    notes === 1 ? 'A note on this file' : `${notes} notes on this file`,
  moreNotes: (notes: number): string => `and ${notes} more`,
  noPackets: 'No MQTT packets in this file',
  noPacketsHint:
    'If the connections were encrypted, open the file together with the TLS key log of the client or the broker (SSLKEYLOGFILE), or record without TLS.',
  showSensors: 'Show MQTT-SN',
  /** Choices about a file. */
  choices: {
    label: 'How this file is read',
    /** Label of the choice of a version. */
    withoutConnect: 'Connections without CONNECT',
    inferred: (versions: readonly ProtocolVersion[]): string =>
      `${versions.map(versionName).join(', ')} (inferred)`,
    infer: 'Infer the version',
    decode: 'Decode as MQTT',
    port: (port: number): string => `Port ${port}`,
    reveal: 'Show what is masked',
  },
  openedFile: (name: string, packets: number): string => `${name} opened: ${packetCount(packets)}`,
  /** For a tab with other clients' packets, after a reload. */
  tapGone: 'The packets that it showed before the reload are gone.',
  watchAgain: 'Watch again',
  savePayload: 'Save payload',
  payloadSaved: (size: string, name: string): string => `Saved ${size}: ${name}`,
};
