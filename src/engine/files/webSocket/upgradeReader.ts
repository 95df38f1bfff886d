/** MQTT over WebSocket (6): the HTTP upgrade, then frames in both directions. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { peerText, subprotocolText } from '../../log/columns/peerText.ts';
import { ByteQueue } from '../bytes/byteQueue.ts';
import type { ByteSink } from '../bytes/byteSink.ts';
import { type Inflation, MOST_WINDOWS } from '../bytes/inflation.ts';
import type { Decoders } from '../tls/decoders.ts';
import { type HttpHead, isUpgrade, readHttpHead } from './recognise.ts';
import { type ControlFrame, WebSocketFrames, type WebSocketSink } from './webSocketFrames.ts';

/** Bytes of a close code, before the reason. */
const CODE_SIZE = 2;

interface UpgradeEvents {
  /** The content is MQTT, and the rest is passed to the cutters. */
  upgraded(): void;
  /**
   * The content is not MQTT.
   * @param isByRequest the client does not even ask for WebSocket
   * @param why set if the client asks for MQTT, and the server refuses
   */
  refused(isByRequest: boolean, why: NoteFact | undefined): void;
  unreadable(why: NoteFact): void;
  /** Reports what is odd about the connection, although its packets can be read. */
  noticed(fact: NoteFact): void;
  closed(end: WebSocketClosing): void;
}

/** The first Close frame of a connection. */
export interface WebSocketClosing {
  readonly direction: Direction;
  /** µs. */
  readonly time: number;
  /** Undefined: it has none. */
  readonly code: number | undefined;
  /** Empty: it has none. */
  readonly reason: string;
  /** µs since a ping of the other side, if this side has sent no pong at all. */
  readonly afterPing: number | undefined;
}

const UNREADABLE = {
  dropped: 'unpacks-with-dropped',
  before: 'unpacks-with-before',
  damaged: 'unpacks-not',
  bomb: 'unpacks-too-far',
  'no frame': 'no-websocket-frames',
} as const;

/** First byte of CONNECT, which identifies MQTT if the handshake was not seen. */
const CONNECT = 0x10;

export class UpgradeReader {
  readonly sides: Readonly<Record<Direction, ByteSink>>;
  readonly #events: UpgradeEvents;
  readonly #cutters: Readonly<Record<Direction, ByteSink>>;
  readonly #decoders: Decoders;
  readonly #inflation: Inflation;
  readonly #told = new Set<string>();
  /** Received part of each HTTP head that is not complete. */
  readonly #heads: Record<Direction, ByteQueue | undefined>;
  readonly #frames: Readonly<Record<Direction, WebSocketFrames>>;
  #isOpen: boolean;
  #isMqtt = false;
  /** The client has requested MQTT. */
  #isAsked = false;
  /** Subprotocols that the client offers. */
  #offered = '';
  #isRefused = false;
  #isClosing = false;
  /** Times of the last pings, µs, by their direction. */
  readonly #pinged: Record<Direction, number | undefined> = { in: undefined, out: undefined };
  readonly #hasPong: Record<Direction, boolean> = { in: false, out: false };

  constructor(
    cutters: Readonly<Record<Direction, ByteSink>>,
    withHandshake: boolean,
    decoders: Decoders,
    inflation: Inflation,
    events: UpgradeEvents,
  ) {
    this.#decoders = decoders;
    this.#inflation = inflation;
    this.#cutters = cutters;
    this.#events = events;
    const head = () => (withHandshake ? new ByteQueue() : undefined);
    this.#heads = { in: head(), out: head() };
    this.#isOpen = !withHandshake;
    this.#frames = { in: this.#framesOf('in'), out: this.#framesOf('out') };
    this.sides = { in: this.#side('in'), out: this.#side('out') };
    if (this.#isOpen) this.#become();
  }

  /** Bytes of incomplete heads. */
  get heldBytes(): number {
    return (this.#heads.in?.length ?? 0) + (this.#heads.out?.length ?? 0);
  }

  #become(): void {
    if (this.#isMqtt) return;
    this.#isMqtt = true;
    this.#events.upgraded();
  }

  #refuse(isByRequest = false, why?: NoteFact): void {
    this.#isRefused = true;
    this.#events.refused(isByRequest, why);
  }

  #side(direction: Direction): ByteSink {
    return {
      data: (bytes, time) => {
        if (this.#isRefused) return;
        const head = this.#heads[direction];
        const rest = head === undefined ? bytes : this.#head(direction, head, bytes);
        if (rest.length > 0) this.#frames[direction].data(rest, time);
      },
      gap: (length, time) => {
        if (this.#isRefused) return;
        // If part of the handshake is lost, the other part must suffice.
        this.#heads[direction] = undefined;
        this.#frames[direction].gap(length, time);
      },
    };
  }

  /** Collects the head and returns the bytes after it. */
  #head(direction: Direction, queue: ByteQueue, bytes: Uint8Array): Uint8Array {
    const searched = queue.length;
    queue.push(bytes);
    const all = queue.view(0, queue.length);
    const head = readHttpHead(all, searched);
    if (head === undefined) {
      queue.keep();
      return new Uint8Array(0);
    }
    this.#heads[direction] = undefined;
    const isGood =
      head !== 'none' &&
      (direction === 'out' ? isUpgrade(head) : /^HTTP\/1\.1 101\b/.test(head.firstLine));
    if (!isGood) {
      const isRefusal = this.#isAsked && direction === 'in' && head !== 'none';
      this.#refuse(direction === 'out', isRefusal ? statusOf(head) : undefined);
      return new Uint8Array(0);
    }
    const protocol = head.headers.get('sec-websocket-protocol') ?? '';
    this.#isAsked ||= /\bmqtt/i.test(protocol);
    if (direction === 'out') this.#offered = protocol;
    // The request opens nothing: a server without WebSocket support does not accept it.
    if (this.#isAsked && direction === 'in') {
      this.#become();
      this.#noteSubprotocol(protocol);
    }
    return all.subarray(head.length);
  }

  #noteSubprotocol(selected: string): void {
    const offered = this.#offered.split(',').map((one) => one.trim());
    if (selected === '' || this.#offered === '' || offered.includes(selected)) return;
    const args = { offered: offered.map(subprotocolText), selected: subprotocolText(selected) };
    this.#events.noticed({ key: 'other-subprotocol', args });
  }

  #control(direction: Direction, kind: ControlFrame, time: number, content: Uint8Array): void {
    const other = direction === 'in' ? 'out' : 'in';
    if (kind === 'ping') this.#pinged[direction] = time;
    else if (kind === 'pong') this.#hasPong[direction] = true;
    else if (!this.#isClosing) {
      this.#isClosing = true;
      // A side that has answered a ping does not fail at the next one.
      const pinged = this.#hasPong[direction] ? undefined : this.#pinged[other];
      const afterPing = pinged === undefined ? undefined : time - pinged;
      const [high, low] = content;
      const code = high === undefined || low === undefined ? undefined : high * 256 + low;
      const reason = decodeUtf8(content.subarray(CODE_SIZE)) ?? '';
      this.#events.closed({ direction, time, code, reason, afterPing });
    }
  }

  #framesOf(direction: Direction): WebSocketFrames {
    const sink: WebSocketSink = {
      data: (bytes, time, isText) => {
        // Some servers omit the subprotocol; then the first packet decides.
        if (!this.#isMqtt && (this.#isAsked || bytes[0] === CONNECT)) this.#become();
        if (this.#isMqtt) this.#cutters[direction].data(bytes, time, isText);
        else this.#refuse();
      },
      gap: (length, time) => {
        this.#cutters[direction].gap(length, time);
      },
      control: (kind, time, content) => {
        if (this.#isMqtt) this.#control(direction, kind, time, content);
      },
      unreadable: (why) => {
        if (!this.#isMqtt || this.#told.has(why)) return;
        this.#told.add(why);
        const key = UNREADABLE[why];
        const isDropped = key === 'unpacks-with-dropped';
        this.#events.unreadable(
          isDropped ? { key, args: { most: MOST_WINDOWS } } : { key, args: {} },
        );
      },
    };
    return new WebSocketFrames(sink, this.#decoders.inflater(), !this.#isOpen, this.#inflation);
  }
}

/** The server's answer without an upgrade. */
function statusOf({ firstLine, headers }: HttpHead): NoteFact | undefined {
  const status = Number(/^HTTP\/1\.\d (\d{3})\b/.exec(firstLine)?.[1] ?? 0);
  const server = headers.get('server');
  return status === 0
    ? undefined
    : {
        key: 'upgrade-refused',
        args: { status, server: server === undefined ? undefined : peerText(server) },
      };
}
