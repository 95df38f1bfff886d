/** Notes about a capture file, or about one of its streams. */

import { say, type Words } from '../../../base/message.ts';
import { READ_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import type { NoteFact, NoteFacts } from '../../../engine/log/columns/noteFacts.ts';
import type { PeerText } from '../../../engine/log/columns/peerText.ts';
import { lineFailures } from '../ends/lineFailures.ts';

const PLAIN =
  'Capture unencrypted traffic: without TLS, behind the broker’s TLS proxy, or in the client itself.';

const shownPeer = ({ length, text }: PeerText): string => text ?? `a text of ${length} characters`;

const quotedText = (text: PeerText): string =>
  text.text === undefined ? shownPeer(text) : `“${text.text}”`;

const noteText = (fact: NoteFact): string => say(noteFacts, fact);

const listed = (numbers: readonly number[], more: boolean): string =>
  numbers.join(', ') + (more ? ', …' : '');

/** Content of the first TLS record. */
const CONTENTS = {
  data: 'application data',
  handshake: 'the handshake',
  alert: 'an alert',
} as const;
const VERSIONS = { 3: '3.1', 4: '3.1.1', 5: '5' } as const;

export const noteFacts: Words<NoteFacts> = {
  // Files
  'breaks-off': ({ byte, why }) => `The file ends early at byte ${byte}: ${noteText(why)}.`,
  'packed-damaged': ({ method }) =>
    `The file is compressed with ${method} and is truncated or damaged: the data before that was read.`,
  'packed-too-large': ({ method, most }) =>
    `The file is compressed with ${method} and is larger than ${most} MiB: only the beginning was read. Decompress it first, or compress it with gzip, which has no such limit.`,
  'no-frames': () => 'The file contains no frames.',
  'no-tcp': ({ frames }) => `The frames of this file (${frames}) contain no TCP.`,
  'no-mqtt': ({ ports, more }) =>
    `No TCP connection in this file carries readable MQTT (ports ${listed(ports, more)}).`,
  'only-http': ({ ports, more }) =>
    `The file has HTTP (ports ${listed(ports, more)}), and no MQTT in it.`,
  'sensors-only': ({ count }) =>
    `No MQTT control packets, but MQTT-SN messages (${count}): the app shows them under Inspect, Connections.`,
  'link-type': ({ type }) =>
    `Frames of link type ${type} cannot be read. Supported are Ethernet, Linux cooked, loopback, raw IP, PPP, Cisco HDLC, MPLS, nflog, pflog, enc, PPI, PKTAP and Wireshark's exported PDUs: convert the file, or capture on another interface.`,
  'sensors-left-out': ({ count }) =>
    `${count} MQTT-SN datagrams were left out: they belong to more clients than one file can distinguish.`,
  fragments: ({ count }) =>
    `${count} frames are fragments of IP packets whose other fragments are not in the capture. They were left out.`,
  'fragments-contradictory': ({ count }) =>
    `${count} frames are fragments of IP packets that overlap or contradict each other. They were left out.`,
  'silent-connections': ({ address, count, others }) =>
    `${count} connections from ${address}${others === 0 ? '' : `, and many from ${others} other addresses,`} sent no data: health checks, a port scan, or clients that the server rejects.`,
  'frames-untimed': ({ count }) =>
    `The times of ${count} frames are outside the years 1684 to 2255. These frames are shown with the time of the frame before them.`,
  'empty-packets': ({ count }) => `${count} packets without any bytes were left out.`,
  'frames-too-deep': ({ count, most }) =>
    `Frames nested deeper than ${most} layers were not read (${count}): no network sends such frames.`,
  'pdus-without-addresses': ({ count }) =>
    `${count} exported PDUs have no addresses and ports, so their sender is unknown; they were left out.`,
  'pdus-cut-off': ({ count }) =>
    `${count} exported PDUs are cut off in their tags and were left out.`,
  'pdus-without-tcp': () =>
    'These are PDUs that Wireshark exported without their TCP: they are in the order of the file, and missing ones cannot be detected.',
  'pdu-connections-left-out': ({ most, count }) =>
    `The exported PDUs are in more than ${most} connections. The ${count} oldest ones were discarded; if their PDUs continue, they appear as other connections.`,
  'pdus-not-compared': ({ most, count }) =>
    `Parts of packets in exported PDUs take more than ${most} MiB, so for ${count} senders, PDUs that Wireshark exported twice are shown twice.`,
  'keys-left-out': ({ most, count }) =>
    `There are more than ${most} TLS secrets in the key logs; the last ${count} were left out, and connections that need them stay encrypted. Use a smaller key log.`,

  // Reasons why a file cannot be read at all
  empty: () => 'The file is empty.',
  'breaks-off-early': ({ byte }) => `The file ends early at byte ${byte}.`,
  'cut-off-early': ({ byte }) => `The file is cut off at byte ${byte}, before its first packet.`,
  'har-too-long': ({ most }) =>
    `The HAR file is longer than ${most} MiB. Save only the WebSocket request in the network tools.`,
  'har-broken': () =>
    'The file begins like a HAR file, but is not complete JSON. Export it again from the network tools.',
  'har-without-mqtt': () =>
    'The HAR file has no MQTT over WebSocket. Open the network tools before the page connects, and save all as HAR.',
  'only-keys': () => 'The file has TLS keys but no packets: open it together with their capture.',
  'unknown-format': ({ is }) =>
    `The file is ${is === undefined ? '' : `${is.kind === 'text' ? 'text' : `a ${is.format} picture`}, and `}in none of the supported formats (${READ_EXTENSIONS.join(', ')}).`,
  'only-written': ({ format }) =>
    `The file is ${format}, which mqttscope writes for other programs and cannot open. Open the capture that it was made from; to open packets again, save them as mqttscope or pcapng.`,
  'newer-version': ({ version, newest }) =>
    `The file has version ${version} of the format; this program supports up to ${newest}. Use a newer mqttscope.`,

  // Reasons why a file breaks off
  'frame-too-long': ({ bytes }) => `a frame of ${bytes} bytes is not possible`,
  'header-cut-off': () => 'its header is cut off',
  'frame-cut-off': ({ byte }) => `the frame that begins at byte ${byte} is cut off`,
  'block-cut-off': ({ byte }) => `the block that begins at byte ${byte} is cut off`,
  'no-byte-order': () => 'a section begins there without its byte order',
  'block-length': ({ bytes }) => `a block of ${bytes} bytes is not possible`,
  'block-lengths-differ': () => 'a block begins there whose two lengths differ',
  'secrets-too-long': () => 'secrets are longer than their block',
  'no-interface': ({ id }) => `a frame names interface ${id}, which does not exist`,
  'interfaces-too-many': ({ most }) => `a section has more than ${most} interfaces`,
  'frame-longer-than-block': () => 'a frame is longer than its block',
  'frame-without-interface': () => 'a frame has no interface',
  'record-cut-off': ({ byte }) => `the record that begins at byte ${byte} is cut off`,
  'no-end': () => 'its end is missing',
  'record-too-long': () => 'a record there is too long',
  'packets-missing': ({ said, held }) => `it should contain ${said} packets and contains ${held}`,
  'number-broken': () => 'a number in a record there is not valid',
  'record-incomplete': () => 'a record there is incomplete',
  'record-damaged': () => 'a record there is damaged',
  'record-time': () => 'the time in a record there is outside the years 1684 to 2255',

  // Streams
  'of-stream': ({ stream, note }) => `Connection #${stream}: ${noteText(note)}`,
  'bytes-missing': ({ count, sender }) =>
    `${count} bytes from the ${sender} are not in the capture.`,
  'bytes-late': ({ count, sender }) =>
    `${count} bytes from the ${sender} are in the capture, but so late after the bytes that follow them that they could not be put in order.`,
  'bytes-differ': ({ count, sender }) =>
    `${count} bytes from the ${sender} were sent again with the same sequence numbers but different content. The content that the capture has first is shown; the receiver may have used the other.`,
  'bytes-uncut': ({ count, sender }) =>
    `${count} bytes from the ${sender} could not be divided into packets.`,
  'left-out': ({ count, sender, after }) =>
    `${count === 1 ? '1 byte' : `${count} bytes`} from the ${sender} ${count === 1 ? 'belongs' : 'belong'} to no packet and ${count === 1 ? 'is' : 'are'} left out, ${after === 0 ? 'before packet 1' : `after packet ${after}`}: a secret may be anywhere in ${count === 1 ? 'it' : 'them'}.`,
  'clocks-differ': ({ milliseconds, sender }) =>
    `Frames of the ${sender} are in the capture up to ${milliseconds} ms after the answers to them: two clocks recorded it, or it has frames out of order. The order follows the acknowledgements of TCP.`,
  'proxy-skipped': ({ count }) =>
    `${count} bytes of a PROXY header precede its first packet. If the server closes the connection, switch the PROXY protocol on at its listener.`,
  'seen-twice': ({ from, to }) =>
    `It is the connection from ${from} to ${to}, captured a second time behind a translated address (NAT). Its packets are judged separately.`,
  'version-inferred': ({ version, cut, chosen }) => {
    const name = `MQTT ${VERSIONS[version]}`;
    const missing = cut ? 'The part of its CONNECT with the protocol version' : 'Its CONNECT';
    return `${missing} is not in the capture; ${chosen ? `its packets are read as ${name}, as chosen. If it is another version, fields are wrong, and secrets may appear in them.` : `${name} is inferred from its packets.`}`;
  },
  'cannot-be-cut': ({ sender, byte }) =>
    `the bytes of the ${sender} cannot be divided into packets from byte ${byte} on.`,
  'content-undecided': () =>
    'The client asks for TLS or WebSocket, and the server’s answer did not arrive soon enough: until then, at most 128 KiB of a connection and 64 MiB of all connections are kept. The bytes of this connection are not shown.',
  'text-frames': ({ sender }) =>
    `The ${sender} sends WebSocket text frames, but MQTT uses binary frames: the tap forwards their bytes in binary frames.`,
  'watched-late': () =>
    'Some packets are missing: they passed before this tab was opened, or faster than they could be captured.',
  'watched-from-middle': () => 'The beginning is missing: the capture started in the middle.',
  'recording-stopped': () =>
    'The recording was stopped for a while: packets from that time are missing.',
  'not-all-marked': () =>
    'Fault rules changed more packets at once than could be reported: not all of them are marked.',
  'ended-on-purpose': ({ rule }) => `Ended on purpose by ${rule}.`,
  'as-written': ({ text }) => text,
  'unpacks-with-dropped': ({ most }) =>
    `Some compressed messages are missing: they refer to earlier data, and the data of at most ${most} senders is kept at the same time. Open a file with fewer connections.`,
  'unpacks-with-before': () =>
    'WebSocket messages are compressed (permessage-deflate) and refer to earlier ones that are not in the capture: they cannot be read. Start the capture before the client connects, or turn compression off.',
  'unpacks-not': () =>
    'WebSocket messages that are marked as compressed (permessage-deflate) cannot be decompressed.',
  'unpacks-too-far': () =>
    'The compressed WebSocket messages (permessage-deflate) of this capture decompress to more than 16 MiB and a hundred times their size, each packet counted as 64 bytes more: such messages are made to exhaust the reader’s memory. The rest was left out.',
  'upgrade-refused': ({ status, server }) =>
    lineFailures['no-websocket']({ status, server: server && shownPeer(server) }),
  'other-subprotocol': ({ offered, selected }) =>
    lineFailures['no-subprotocol']({
      offered: offered.map(shownPeer).join(', '),
      selected: shownPeer(selected),
    }),
  'websocket-closed': ({ sender, code, reason, ping }) =>
    `The ${sender} closed the WebSocket with ${code === 0 ? 'a Close frame without a code' : `code ${code}`}${reason.length === 0 ? '' : ` (${quotedText(reason)})`}${ping === undefined ? '' : `, ${ping} ms after a ping of the ${sender === 'client' ? 'server' : 'client'}, instead of a pong (RFC 6455, 5.5.2)`}.`,
  'no-websocket-frames': () => 'its WebSocket data has no valid frames.',

  // TLS, with remedies
  'tls-no-key-log': ({ tls }) =>
    `encrypted (${tls}), and no keys are given. Open it together with its key log (written by SSLKEYLOGFILE; --key-log on the command line), or, if Wireshark can decrypt it, export PDUs of OSI layer 7 to a file there. ${PLAIN}`,
  'tls-no-key': ({ tls }) =>
    `encrypted (${tls}), and the key log has no keys for it: the log is from another run, or the program that wrote it was not an endpoint of this connection.`,
  'tls-wrong-key': ({ tls }) =>
    `encrypted (${tls}), and the keys in the key log do not match the data.`,
  'tls-no-handshake': () =>
    'encrypted (TLS), and its handshake is not in the capture, so no key can be found. Start the capture before the client connects.',
  'tls-gap': () => 'encrypted (TLS), and part of its handshake is not in the capture.',
  'tls-unfinished': () =>
    'encrypted (TLS), and the connection or the capture ended before the handshake was complete.',
  'tls-no-records': () => 'it begins as TLS and continues with data that is not TLS.',
  'tls-changed': () =>
    'from some point on, its TLS records cannot be decrypted: data is missing or was changed.',
  'tls-unsupported': ({ tls }) =>
    `encrypted (${tls}), which cannot be decrypted here; TLS 1.2 and 1.3 with AES-GCM or ChaCha20-Poly1305 can. Configure the client or the broker to use one of these, or decrypt it with Wireshark and export PDUs of OSI layer 7 to a file there.`,
  'tls-alert': ({ alert }) => `its TLS handshake failed: ${alert}.`,
  'tls-records': ({ content, sizes, more }) =>
    `encrypted: these bytes are TLS records (${CONTENTS[content]}, ${listed(sizes, more)} bytes), not MQTT packets. ${PLAIN}`,

  // Notes about many streams
  'many-times': ({ count, note }) => `${count} times: ${noteText(note)}`,
  'many-streams': ({ count, streams, more, note }) =>
    `${count} connections (${listed(streams, more)}): ${noteText(note)}`,
  'one-of-many': ({ stream, note }) => `for example connection #${stream}: ${noteText(note)}`,
};
