/** The note on a stream that a side of it sends text frames of WebSocket, which a tap leads on as binary ones. */
import type { Sender } from '../../../mqtt/tables/packet.ts';
import type { FileNote } from './captureEvents.ts';

export const textNote = (stream: number, sender: Sender): FileNote => ({
  kind: 'note',
  note: 'unsupported',
  stream,
  fact: { key: 'text-frames', args: { sender } },
});

/** For readers that know texts alone. */
export const textNoteText = (sender: Sender): string =>
  `The ${sender} sends text frames of WebSocket.`;
