/** Notes about a capture's file, or about one of its streams. */
import type { Localizable, NoArgs } from '../../../base/message.ts';
import { lengthOnly, type PeerText } from './peerText.ts';

type Side = 'client' | 'server';

/** Version and cipher suite; `TLS` if they are unknown. */
type TlsName = string;

/** Text, or the name of a picture's format. */
export type OtherFile =
  | { readonly kind: 'text' }
  | { readonly kind: 'picture'; readonly format: string };

export interface NoteFacts {
  // Files
  readonly 'breaks-off': { readonly byte: number; readonly why: NoteFact };
  /** The compressed file is truncated or damaged. */
  readonly 'packed-damaged': { readonly method: string };
  /** The compressed file or its content exceeds `most` MiB. */
  readonly 'packed-too-large': { readonly method: string; readonly most: number };
  readonly 'no-frames': NoArgs;
  readonly 'no-tcp': { readonly frames: number };
  readonly 'no-mqtt': { readonly ports: readonly number[]; readonly more: boolean };
  /** All connections carry HTTP. */
  readonly 'only-http': { readonly ports: readonly number[]; readonly more: boolean };
  readonly 'har-without-mqtt': NoArgs;
  /** Only MQTT-SN messages. */
  readonly 'sensors-only': { readonly count: number };
  /** Datagrams that look like MQTT-SN, from clients above the limit of tracked ones. */
  readonly 'sensors-left-out': { readonly count: number };
  readonly 'link-type': { readonly type: number };
  readonly fragments: { readonly count: number };
  readonly 'fragments-contradictory': { readonly count: number };
  /** Their times are out of range. */
  readonly 'frames-untimed': { readonly count: number };
  /** Packet records without bytes. */
  readonly 'empty-packets': { readonly count: number };
  /** Frames with more than `most` layers before TCP or UDP. */
  readonly 'frames-too-deep': { readonly count: number; readonly most: number };
  readonly 'pdus-without-addresses': { readonly count: number };
  readonly 'pdus-cut-off': { readonly count: number };
  readonly 'pdus-without-tcp': NoArgs;
  /** Exported PDUs are in more connections than `most`; the `count` oldest were forgotten. */
  readonly 'pdu-connections-left-out': { readonly most: number; readonly count: number };
  /** Repeated starts of `count` senders were not removed, to hold at most `most` MiB. */
  readonly 'pdus-not-compared': { readonly most: number; readonly count: number };
  /** Connections without data from one address, and the number of other addresses with many of them. */
  readonly 'silent-connections': {
    readonly address: string;
    readonly count: number;
    readonly others: number;
  };
  readonly 'keys-left-out': { readonly most: number; readonly count: number };

  // Reasons why a file cannot be read at all
  readonly empty: NoArgs;
  readonly 'breaks-off-early': { readonly byte: number };
  readonly 'cut-off-early': { readonly byte: number };
  readonly 'only-keys': NoArgs;
  /** `is`: what the first bytes show. */
  readonly 'unknown-format': { readonly is?: OtherFile };
  /** Lines that mqttscope wrote for other programs. */
  readonly 'only-written': { readonly format: 'NDJSON' | 'CSV' };
  readonly 'newer-version': { readonly version: number; readonly newest: number };
  /** A HAR file of more than `most` MiB. */
  readonly 'har-too-long': { readonly most: number };
  readonly 'har-broken': NoArgs;

  // Reasons why reading stops in the middle of a file
  readonly 'frame-too-long': { readonly bytes: number };
  readonly 'header-cut-off': NoArgs;
  readonly 'frame-cut-off': { readonly byte: number };
  readonly 'block-cut-off': { readonly byte: number };
  readonly 'no-byte-order': NoArgs;
  readonly 'block-length': { readonly bytes: number };
  readonly 'block-lengths-differ': NoArgs;
  readonly 'secrets-too-long': NoArgs;
  readonly 'no-interface': { readonly id: number };
  readonly 'interfaces-too-many': { readonly most: number };
  readonly 'frame-longer-than-block': NoArgs;
  readonly 'frame-without-interface': NoArgs;
  readonly 'record-cut-off': { readonly byte: number };
  readonly 'no-end': NoArgs;
  readonly 'record-too-long': NoArgs;
  readonly 'packets-missing': { readonly said: number; readonly held: number };
  readonly 'number-broken': NoArgs;
  readonly 'record-incomplete': NoArgs;
  readonly 'record-damaged': NoArgs;
  readonly 'record-time': NoArgs;

  // Streams
  readonly 'of-stream': { readonly stream: number; readonly note: NoteFact };
  readonly 'bytes-missing': { readonly count: number; readonly sender: Side };
  /** Captured too late: later bytes had already been processed. */
  readonly 'bytes-late': { readonly count: number; readonly sender: Side };
  /** Retransmitted with the same sequence numbers and different content. */
  readonly 'bytes-differ': { readonly count: number; readonly sender: Side };
  /** Frames of the side are later in the capture than the answers to them. */
  readonly 'clocks-differ': { readonly milliseconds: number; readonly sender: Side };
  /** Bytes of a PROXY header before the MQTT bytes. */
  readonly 'proxy-skipped': { readonly count: number };
  /** The same connection is in the capture with another address of its client or server. */
  readonly 'seen-twice': { readonly from: string; readonly to: string };
  /** A copy without secrets lacks them, after its packet of this number; 0: before its first. */
  readonly 'left-out': { readonly count: number; readonly sender: Side; readonly after: number };
  readonly 'bytes-uncut': { readonly count: number; readonly sender: Side };
  /** The capture has no CONNECT of the stream, or a `cut` one without its version. `chosen`: by the user. */
  readonly 'version-inferred': {
    readonly version: 3 | 4 | 5;
    readonly cut?: true;
    readonly chosen?: true;
  };
  readonly 'cannot-be-cut': { readonly sender: Side; readonly byte: number };
  /** Too many bytes waited for its server to accept TLS or WebSocket. */
  readonly 'content-undecided': NoArgs;
  readonly 'text-frames': { readonly sender: Side };
  readonly 'watched-late': NoArgs;
  readonly 'watched-from-middle': NoArgs;
  readonly 'recording-stopped': NoArgs;
  /** Fault rules affected more packets than there are marks. */
  readonly 'not-all-marked': NoArgs;
  readonly 'ended-on-purpose': { readonly rule: string };
  /** A text from a file that stored its notes as texts. */
  readonly 'as-written': { readonly text: string };
  readonly 'unpacks-with-before': NoArgs;
  readonly 'unpacks-with-dropped': { readonly most: number };
  readonly 'unpacks-not': NoArgs;
  readonly 'unpacks-too-far': NoArgs;
  readonly 'no-websocket-frames': NoArgs;
  /** The server's answer to the upgrade. */
  readonly 'upgrade-refused': { readonly status: number; readonly server: PeerText | undefined };
  readonly 'other-subprotocol': {
    readonly offered: readonly PeerText[];
    readonly selected: PeerText;
  };
  /** The first Close frame. `code` 0: none. `ping`: ms since a ping of the other side that got no pong. */
  readonly 'websocket-closed': {
    readonly sender: Side;
    readonly code: number;
    /** Length 0: none. */
    readonly reason: PeerText;
    readonly ping: number | undefined;
  };

  // TLS, and the remedy
  readonly 'tls-no-key-log': { readonly tls: TlsName };
  readonly 'tls-no-key': { readonly tls: TlsName };
  readonly 'tls-wrong-key': { readonly tls: TlsName };
  readonly 'tls-no-handshake': NoArgs;
  readonly 'tls-gap': NoArgs;
  readonly 'tls-unfinished': NoArgs;
  readonly 'tls-no-records': NoArgs;
  readonly 'tls-changed': NoArgs;
  /** No decryption for its version or cipher suite. */
  readonly 'tls-unsupported': { readonly tls: TlsName };
  readonly 'tls-alert': { readonly alert: string };
  /** Printed bytes that are TLS records: content of the first one, and sizes in bytes of the first ones. */
  readonly 'tls-records': {
    readonly content: 'data' | 'handshake' | 'alert';
    readonly sizes: readonly number[];
    readonly more: boolean;
  };

  // Notes that apply to many streams
  readonly 'many-times': { readonly count: number; readonly note: NoteFact };
  readonly 'many-streams': {
    readonly count: number;
    /** The first streams; `more`: there are more. */
    readonly streams: readonly number[];
    readonly more: boolean;
    readonly note: NoteFact;
  };
  readonly 'one-of-many': { readonly stream: number; readonly note: NoteFact };
}

export type NoteFact = Localizable<NoteFacts>;

/** The note as a copy without secrets has it: of texts that a peer chose, only the length. */
export function noteWithoutPeerTexts(fact: NoteFact): NoteFact {
  if (fact.key === 'of-stream') {
    return { key: fact.key, args: { ...fact.args, note: noteWithoutPeerTexts(fact.args.note) } };
  }
  if (fact.key === 'upgrade-refused') {
    const { status, server } = fact.args;
    return { key: fact.key, args: { status, server: server && lengthOnly(server) } };
  }
  if (fact.key === 'websocket-closed') {
    return { key: fact.key, args: { ...fact.args, reason: lengthOnly(fact.args.reason) } };
  }
  return fact;
}
