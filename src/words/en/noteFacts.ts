/** What is to be known of a capture's file, or of one of its streams. */
import type { NoteFact, NoteFacts } from '../../engine/log/noteFacts.ts';
import { say, type Words } from '../../mqtt/fact.ts';

const PLAIN =
  'Capture where it is plain: without TLS, behind the TLS proxy of the broker, or in the client itself.';

const FIRST_LINES = {
  csv: 'the head of a table of packets',
  json: 'a packet as --json prints it',
} as const;

const told = (fact: NoteFact): string => say(noteFacts, fact);

const listed = (numbers: readonly number[], more: boolean): string =>
  numbers.join(', ') + (more ? ', …' : '');

export const noteFacts: Words<NoteFacts> = {
  // Files
  'breaks-off': ({ byte, why }) => `The file breaks off at byte ${byte}: ${told(why)}.`,
  'no-frames': () => 'The file has no frames.',
  'no-tcp': ({ frames }) => `There is no TCP in the frames of this file (${frames}).`,
  'no-mqtt': ({ ports, more }) =>
    `No TCP connection in this file carries MQTT that can be read (ports ${listed(ports, more)}).`,
  'link-type': ({ type }) =>
    `Frames of link type ${type} cannot be read. Ethernet, Linux cooked, loopback, raw IP and Wireshark's exported PDUs can: convert the file, or capture on another interface.`,
  fragments: ({ count }) => `${count} frames are fragments of IP packets and were left out.`,
  'pdus-without-addresses': ({ count }) =>
    `${count} exported PDUs do not say between which addresses and ports they went, so that nobody knows who sent them; they were left out.`,
  'pdus-cut-off': ({ count }) =>
    `${count} exported PDUs are cut off in their tags and were left out.`,
  'pdus-without-tcp': () =>
    'These are PDUs that Wireshark exported without their TCP: they are in the order of the file, and whether some are missing between them cannot be seen.',
  'keys-left-out': ({ most, count }) =>
    `There are more than ${most} secrets of TLS in the key logs; ${count} that came later were left out, and connections that need them stay encrypted. Give a key log with fewer.`,

  // Why a file cannot be read at all
  empty: () => 'It is empty.',
  'breaks-off-early': ({ byte }) => `The file breaks off at byte ${byte}.`,
  'cut-off-early': ({ byte }) => `It is cut off at byte ${byte}, before its first packet.`,
  'only-keys': () =>
    'It has keys of TLS and no packets: open it together with the capture that they are for.',
  'unknown-format': () =>
    'It is none of the formats that can be read: pcap, pcapng, or a capture, NDJSON or CSV of mqttscope.',
  'newer-version': ({ version, newest }) =>
    `It has version ${version} of the format, and this program knows up to ${newest}. Take a newer mqttscope.`,
  'no-packet': () => 'It holds no packet.',
  'first-line': ({ expected }) => `Its first line is not ${FIRST_LINES[expected]}.`,

  // Why a file breaks off
  'line-too-long': () => 'a line there is longer than any can be',
  'line-not-whole': () => 'its last line is not whole',
  'no-packet-line': () => 'a line there is no packet',
  'frame-too-long': ({ bytes }) => `a frame of ${bytes} bytes cannot be`,
  'header-cut-off': () => 'its header is cut off',
  'frame-cut-off': ({ byte }) => `the frame that begins at byte ${byte} is cut off`,
  'block-cut-off': ({ byte }) => `the block that begins at byte ${byte} is cut off`,
  'no-byte-order': () => 'a section begins there without its byte order',
  'block-length': ({ bytes }) => `a block of ${bytes} bytes cannot be`,
  'block-lengths-differ': () => 'a block begins there whose two lengths differ',
  'secrets-too-long': () => 'secrets are longer than their block',
  'no-interface': ({ id }) => `a frame names interface ${id}, which there is not`,
  'frame-longer-than-block': () => 'a frame is longer than its block',
  'frame-without-interface': () => 'a frame without an interface',
  'record-cut-off': ({ byte }) => `the record that begins at byte ${byte} is cut off`,
  'no-end': () => 'its end is missing',
  'record-too-long': () => 'a record there is longer than any can be',
  'packets-missing': ({ said, held }) => `it should hold ${said} packets and holds ${held}`,
  'number-broken': () => 'a number in a record there is broken',
  'record-incomplete': () => 'a record there does not say what it must',
  'record-damaged': () => 'a record there is damaged',

  // Streams
  'of-stream': ({ stream, note }) => `Stream ${stream}: ${told(note)}`,
  'bytes-missing': ({ count, sender }) =>
    `${count} bytes from the ${sender} are not in the capture.`,
  'bytes-uncut': ({ count, sender }) =>
    `${count} bytes from the ${sender} could not be cut into packets.`,
  'cannot-be-cut': ({ sender, byte }) =>
    `what the ${sender} sent cannot be cut into packets from its byte ${byte} on.`,
  'watched-late': () =>
    'Some of its packets are not here: they passed before this tab was opened, or faster than they could be taken over.',
  'watched-from-middle': () => 'Its beginning is not here: it was looked on at from its middle.',
  'recording-stopped': () => 'The recording was stopped for a while: what came then is not here.',
  'not-all-marked': () =>
    'Fault rules treated more packets at once than could be told of: not all of them are marked.',
  'ended-on-purpose': ({ rule }) => `It was ended on purpose, by ${rule}.`,
  'as-written': ({ text }) => text,
  'unpacks-with-before': () =>
    'WebSocket messages are compressed (permessage-deflate) and refer to some that the capture lacks: they cannot be read. Capture from before the client connects, or turn compression off.',
  'unpacks-not': () =>
    'WebSocket messages that are said to be compressed (permessage-deflate) cannot be unpacked.',
  'unpacks-too-far': () =>
    'a compressed WebSocket message unpacks to more than a hundred times its size; the rest of it was left out.',
  'no-websocket-frames': () => 'what its WebSocket carries are not frames.',

  // TLS, and what to do
  'tls-no-key-log': () =>
    `encrypted (TLS), and no keys are given. Open its key log with it (what SSLKEYLOGFILE makes; --keylog on the command line), or let Wireshark, where it decrypts it, export PDUs of OSI layer 7 to a file. ${PLAIN}`,
  'tls-no-key': () =>
    'encrypted (TLS), and the key log has no keys of it: it is of another run, or the program that wrote it was not an end of this connection.',
  'tls-wrong-key': () => 'encrypted (TLS), and the keys of the key log do not fit what was sent.',
  'tls-no-handshake': () =>
    'encrypted (TLS), and its handshake is not in the capture, so that no key can be found. Capture from before the client connects.',
  'tls-gap': () => 'encrypted (TLS), and a part of its handshake is not in the capture.',
  'tls-unfinished': () =>
    'encrypted (TLS), and it ended or the capture did before its handshake was complete.',
  'tls-no-records': () => 'it begins as TLS and goes on with what is none.',
  'tls-changed': () =>
    'from some byte on its TLS records cannot be decrypted: something is missing or was changed.',
  'tls-old-version': () =>
    `encrypted with TLS 1.1 or older, which cannot be decrypted here; 1.2 and 1.3 can. ${PLAIN}`,
  'tls-suite': ({ suite }) =>
    `encrypted (TLS) with cipher suite ${suite}, which cannot be decrypted here. AES-GCM and ChaCha20-Poly1305 can: let the client or the broker offer one.`,
  'tls-alert': ({ alert }) => `its TLS handshake failed: ${alert}.`,

  // What is so with many streams
  'many-times': ({ count, note }) => `${count} times: ${told(note)}`,
  'many-streams': ({ count, streams, more, note }) =>
    `${count} streams (${listed(streams, more)}): ${told(note)}`,
  'one-of-many': ({ stream, note }) => `stream ${stream}, for one: ${told(note)}`,
};
