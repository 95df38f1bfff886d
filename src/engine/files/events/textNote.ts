/** The note that a side of a stream sends WebSocket text frames, which a tap relays as binary ones. */
import type { Sender } from '../../../mqtt/tables/packet.ts';
import type { FileNote } from './captureEvents.ts';

export const textNote = (stream: number, sender: Sender): FileNote => ({
  kind: 'note',
  note: 'unsupported',
  stream,
  fact: { key: 'text-frames', args: { sender } },
});

/** For readers that only know note texts. */
export const textNoteText = (sender: Sender): string =>
  `The ${sender} sends text frames of WebSocket.`;
