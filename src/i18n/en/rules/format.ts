/** The format that all packets share, and bytes that are not a complete packet. */
import type { FormatRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

const SENDER = 'Look at the bytes and correct the program that wrote them.';
const LIBRARY = 'Use an MQTT library to write packets, or correct the one that wrote this one.';

export const format: RuleTexts<FormatRule> = {
  'remaining-length': {
    title: 'Remaining length is broken',
    explanation: 'Nothing that follows on this connection can be read.',
    remedy:
      'This is probably not MQTT: check the port, whether it uses TLS or WebSocket, and whether bytes were lost or written by two threads at once.',
  },
  'packet-size': {
    title: 'Remaining length does not fit the packet',
    explanation: 'A receiver waits for the rest or reads into the next packet.',
    remedy: LIBRARY,
  },
  'shortest-varint': {
    title: 'Length in more bytes than needed',
    explanation: 'MQTT 5 allows only the shortest form, and receivers close the connection.',
    remedy: LIBRARY,
  },
  'long-varint': {
    title: 'Remaining length in more bytes than needed',
    explanation: 'MQTT 3.1.1 does not forbid it, MQTT 5 does, and some receivers do not accept it.',
    remedy: 'Write the length in the fewest bytes that hold it.',
  },
  varint: {
    title: 'Variable byte integer is broken',
    explanation:
      'A length among the properties is longer than four bytes, so the rest of the packet cannot be read.',
    remedy: LIBRARY,
  },
  'reserved-type': {
    title: 'Reserved packet type',
    remedy:
      'Check that both sides speak the same version (AUTH exists only in MQTT 5), and that the connection did not fall out of step.',
  },
  'reserved-header-flags': {
    title: 'Wrong flags in the fixed header',
    explanation: 'A receiver must close the connection.',
    remedy: LIBRARY,
  },
  'unused-header-flags': {
    title: 'Flags without a meaning',
    explanation: 'Later versions forbid them.',
    remedy: 'Leave them 0.',
  },
  truncated: {
    title: 'Packet ends too early',
    remedy: LIBRARY,
  },
  trailing: {
    title: 'Bytes after the last field',
    explanation:
      'Often MQTT 5 properties were written to a connection of another version, or vice versa.',
    remedy: 'Check that the packet was written for the version of this connection.',
  },
  'utf-8': {
    title: 'Text is not UTF-8',
    explanation: 'A receiver must close the connection.',
    remedy:
      'Encode strings as UTF-8; check for Latin-1, GBK or binary data where a string is expected.',
  },
  'utf-8-zero': {
    title: 'Text contains U+0000',
    explanation:
      'A string contains the character U+0000, often the terminator of a C string that was counted, too. A receiver must close the connection.',
    remedy: 'Do not count the terminating zero of a C string.',
  },
  'utf-8-discouraged': {
    title: 'Text contains control characters',
    explanation: 'A receiver may reject them.',
    remedy: 'Remove them, above all line breaks at the end of a topic or identifier.',
  },
  direction: {
    title: 'Packet from the wrong side',
    explanation: 'The two ends may be swapped, or a client may be connected to a client.',
    remedy: 'Check which end connected to which.',
  },
  'packet-id': {
    title: 'Packet identifier is 0',
    explanation: 'The answers to such packets cannot be told apart.',
    remedy: 'Number packets from 1, and skip 0 when the counter wraps.',
  },
  'capture-gap': {
    title: 'Part of the capture is missing',
    explanation: 'Neither client nor server is to blame.',
    remedy: 'Capture closer to one of the ends, with a larger buffer.',
  },
  'capture-end': {
    title: 'Capture ends inside a packet',
    remedy: 'Nothing is wrong; capture a little longer to see the packet.',
  },
  'cut-off': {
    title: 'Connection ended inside a packet',
    explanation:
      'The connection ended before the packet was complete: its sender stopped, or the network failed.',
    remedy:
      'Find out why the connection ended there; the receiver must ignore the incomplete packet.',
  },
  'text-frame': {
    title: 'Sent in a text frame',
    explanation:
      'Over WebSocket, MQTT travels in binary frames. The receiver of a text frame must close the connection; some do not check and accept it anyway.',
    remedy:
      'Send bytes, not text: hand a buffer to the WebSocket instead of a string, and look for proxies that turn frames into text.',
  },
  unframed: {
    title: 'Bytes are not a packet',
    remedy: SENDER,
  },
};
