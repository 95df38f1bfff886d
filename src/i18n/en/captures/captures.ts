/** Texts about capture files: saving, opening, marks, unsaved packets. */
import { counted, grouped } from '../../numbers.ts';

export const packetCount = (packets: number): string => counted(packets, 'packet', 'packets');

export const captures = {
  save: 'Save capture',
  saveAs: 'Save as',
  open: 'Open capture',
  openFile: 'Open a capture file',
  saving: {
    title: 'Saving',
    progress: (examined: number, packets: number): string =>
      `${grouped(examined)} of ${packetCount(packets)}`,
    done: (packets: number, size: string, name: string): string =>
      `Saved ${packetCount(packets)}, ${size}: ${name}`,
    leftOut: (count: number): string =>
      `${grouped(count)} ${count === 1 ? 'byte that belongs' : 'bytes that belong'} to no packet left out; the file’s notes say where.`,
    failed: (name: string, why: string): string =>
      `${name} could not be written: ${why} The capture is still here.`,
    stop: 'Stop saving',
    stopped: 'Saving stopped; no file was written.',
  },

  drop: 'Drop the file to open it as a capture',
  noPublishing: 'This is a capture file: there is no connection to publish on.',
  noPublishingHint:
    'Open a connection in another tab to publish, or to replay the messages of this file there.',

  marks: {
    mark: 'Mark the packet',
    unmark: 'Remove the mark',
    marked: 'marked',
    note: 'Note',
    notePlaceholder: 'A note on this packet',
    next: 'Next mark',
    none: 'No packet is marked.',
    said: (packet: number): string => `No. ${grouped(packet)} marked`,
    unsaid: (packet: number): string => `Mark of No. ${grouped(packet)} removed`,
  },

  closeSaves: 'Save first',
  closeFile: (name: string): string => `Close ${name}?`,
  closeFileLoses: 'Marks and notes made since it was opened are not saved.',
  closeFileAction: 'Close file',
  replay: 'Replay messages',
};
