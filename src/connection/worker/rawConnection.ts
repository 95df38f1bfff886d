/** A separate connection for raw bytes, without a client that would correct them. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { StreamEnd } from '../../engine/streams/streamFacts.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { ConnectPacket, Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { CLOSED } from '../environment/portProtocol.ts';
import { shownAddress } from '../environment/shownAddress.ts';
import type { Authenticator } from '../link/conversation.ts';
import { Transport } from '../link/transport.ts';
import { limitsOf, type ServerLimits } from '../protocol/serverLimits.ts';
import { recordSent } from '../workshop/sentBytes.ts';
import type { TrialOutcome } from '../workshop/trial.ts';
import { WatchedAnswers } from '../workshop/watchedAnswers.ts';

/** ms for the transport to open, and for CONNACK. */
const OPEN_WITHIN = 5000;

export interface RawConnection {
  readonly url: string;
  readonly version: ProtocolVersion;
  /** undefined: the raw bytes are sent first. */
  readonly connect: ConnectPacket | undefined;
  /** Answers an AUTH of the server to that. */
  readonly authenticator: Authenticator | undefined;
  /** The bytes to send; undefined if no bytes suit this server. `announced` is set after a CONNACK. */
  readonly bytes: (announced: ServerLimits | undefined) => Uint8Array | undefined;
  /** ms. */
  readonly watch: number;
  readonly opened: (stream: number, time: number) => void;
  readonly closed: (stream: number, time: number) => void;
}

/** Opens the connection, sends, watches, and closes. */
export function tryOnRawConnection(
  environment: Environment,
  capture: Capture,
  options: RawConnection,
): Promise<TrialOutcome> {
  return new Promise((resolve) => {
    new Attempt(environment, capture, options, resolve).begin();
  });
}

class Attempt {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #options: RawConnection;
  readonly #resolve: (outcome: TrialOutcome) => void;
  readonly #framer = new Framer();
  #answers: WatchedAnswers | undefined;
  #transport: Transport | undefined;
  #stage: 'opening' | 'connecting' | 'watching' | 'over' = 'opening';
  #stream = 0;
  #sent: readonly number[] = [];
  #sentAt = 0;
  /** Framing of received bytes is lost, which is reported once. */
  #isBroken = false;
  #cancel: Cancel = () => undefined;

  constructor(
    environment: Environment,
    capture: Capture,
    options: RawConnection,
    resolve: (outcome: TrialOutcome) => void,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#options = options;
    this.#resolve = resolve;
  }

  begin(): void {
    const { url, version } = this.#options;
    this.#cancel = this.#environment.after(OPEN_WITHIN, () => this.#give('unreachable'));
    try {
      this.#transport = new Transport(
        this.#environment,
        url,
        version === 3 ? ['mqttv3.1', 'mqtt'] : ['mqtt'],
        {
          opened: () => this.#opened(),
          received: (frame) => this.#received(frame),
          closed: (code, reason) => this.#closed(code, reason),
        },
      );
    } catch {
      this.#give('unreachable');
    }
  }

  #opened(): void {
    const { url, version, connect, opened } = this.#options;
    const time = this.#environment.now();
    const server = shownAddress(url).replace(/[?#].*$/u, '');
    this.#stream = this.#capture.openStream({ version, time, server });
    opened(this.#stream, time);
    this.#cancel();
    if (connect === undefined) {
      this.#try(undefined);
      return;
    }
    this.#stage = 'connecting';
    this.#cancel = this.#environment.after(OPEN_WITHIN, () => this.#give('no-connack'));
    this.#send(connect);
  }

  #send(packet: Packet): void {
    const bytes = encode(packet, this.#options.version);
    this.#transport?.send({
      bytes,
      leaving: () => {
        this.#capture.packet(this.#stream, 'out', this.#environment.now(), bytes);
      },
    });
  }

  #try(announced: ServerLimits | undefined): void {
    const { version, watch } = this.#options;
    const bytes = this.#options.bytes(announced);
    if (bytes === undefined) {
      this.#give('no-limit');
      return;
    }
    this.#stage = 'watching';
    const answers = new WatchedAnswers(bytes, version);
    this.#answers = answers;
    const leaving = (): void => {
      this.#sentAt = this.#environment.now();
      answers.begin(this.#sentAt);
      if (bytes.length > 0) {
        this.#sent = recordSent(this.#capture, this.#stream, this.#sentAt, bytes);
      }
    };
    if (bytes.length > 0) this.#transport?.send({ bytes, leaving });
    else leaving();
    this.#cancel = this.#environment.after(watch, () => this.#tell(undefined));
  }

  #received(frame: Uint8Array | string): void {
    // A text frame is not MQTT and not an answer.
    if (typeof frame === 'string' || this.#stage === 'over') return;
    const time = this.#environment.now();
    const error = this.#framer.push(frame, (packet) => {
      const bytes = packet.slice();
      const number = this.#capture.packet(this.#stream, 'in', time, bytes);
      if (this.#stage === 'watching') this.#answers?.heard(bytes, number, time);
      else if (this.#stage === 'connecting') this.#connected(bytes);
    });
    if (error === undefined || this.#isBroken) return;
    this.#isBroken = true;
    const rest = this.#framer.remainder();
    const problem = { rule: 'remainingLength', severity: 'malformed', offset: 0 } as const;
    const { statement, breach } = error;
    const length = rest.length;
    const found = { ...problem, statement, breach, length };
    this.#capture.brokenBytes(this.#stream, 'in', time, rest, found);
  }

  #connected(bytes: Uint8Array): void {
    const { version, authenticator } = this.#options;
    const decoded = decode(bytes, bytes.length === 4 ? 4 : version, 'server');
    const packet = decoded.ok ? decoded.packet : undefined;
    const answer = packet?.type === 'auth' ? authenticator?.answer(packet) : undefined;
    if (answer && 'send' in answer) {
      this.#send(answer.send);
      return;
    }
    this.#cancel();
    if (packet?.type !== 'connack') this.#give('no-connack');
    else if (packet.reasonCode !== 0) this.#give('refused', packet.reasonCode);
    else this.#try(limitsOf(packet.properties));
  }

  #closed(code: number, reason: string): void {
    if (this.#stage === 'over') return;
    if (this.#stage === 'watching') this.#tell({ code, reason });
    else this.#give(this.#stage === 'opening' ? 'unreachable' : 'no-connack');
  }

  #give(why: 'unreachable' | 'no-connack' | 'no-limit' | 'refused', code?: number): void {
    this.#end();
    this.#resolve({ kind: 'not-tried', why, ...(code !== undefined && { code }) });
  }

  /** @param closed the server's close; undefined if it did not close */
  #tell(closed: { readonly code: number; readonly reason: string } | undefined): void {
    const after = this.#environment.now() - this.#sentAt;
    this.#end(closed);
    this.#resolve({
      kind: 'tried',
      stream: this.#stream,
      sent: this.#sent,
      reaction: {
        answers: this.#answers?.answers ?? [],
        closed: closed && { ...closed, after },
        watched: after,
      },
    });
  }

  #end(closed?: { readonly code: number; readonly reason: string }): void {
    if (this.#stage === 'over') return;
    this.#stage = 'over';
    this.#cancel();
    this.#transport?.close();
    if (this.#stream === 0) return;
    const time = this.#environment.now();
    this.#capture.closeStream(this.#stream, time, streamEnd(closed));
    this.#options.closed(this.#stream, time);
  }
}

function streamEnd(closed?: { readonly code: number; readonly reason: string }): StreamEnd {
  if (closed === undefined) return { by: 'client' };
  // Without a close frame, either side may have ended the connection.
  return closed.code === CLOSED.abnormal ? { code: closed.code } : { ...closed, by: 'server' };
}
