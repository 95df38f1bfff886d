/** Hears of everything on the wire between clients and the broker, and shows it to control lines. */
import { base64 } from '@scure/base';
import type { SentMark } from '../control/control.ts';
import type { WireObserver } from '../control/wireObserver.ts';
import type { Mark } from '../faults/marks.ts';
import type { Peer } from '../options.ts';
import { LineTaps, type TapLine } from './lineTaps.ts';
import { Memory } from './memory.ts';
import { type Surroundings, TappedConnection } from './tappedConnection.ts';

/** Bytes of a treated packet that are told. */
const SHOWN_BYTES = 64 * 1024;

export class Taps implements WireObserver {
  readonly #connections = new Map<number, TappedConnection>();
  readonly #lines = new Set<LineTaps>();
  readonly #surroundings: Surroundings;
  #marks = 0;

  /** @param clientOf the broker's name for a client; asked while its CONNACK passes */
  constructor(clientOf: (connection: number) => string | undefined) {
    this.#surroundings = {
      memory: new Memory(() => {
        for (const connection of this.#connections.values()) {
          connection.remember(Math.floor(connection.remembered / 2));
        }
      }),
      clientOf,
      named: (connection) => {
        for (const line of this.#lines) line.begin(connection, false);
      },
    };
  }

  /** What a control line asks for; it ends with `end`. */
  attach(line: TapLine): LineTaps {
    const taps = new LineTaps(line, () => this.#connections.values());
    this.#lines.add(taps);
    return taps;
  }

  detach(taps: LineTaps): void {
    taps.end();
    this.#lines.delete(taps);
  }

  opened(id: number, peer: Peer, now: number): void {
    const connection = new TappedConnection(id, peer, now, this.#surroundings);
    this.#connections.set(id, connection);
    for (const line of this.#lines) line.begin(connection, true);
  }

  fromClient(connection: number, bytes: Uint8Array, now: number): void {
    this.#connections.get(connection)?.passes('client', bytes, now);
  }

  toClient(connection: number, bytes: Uint8Array, now: number): void {
    this.#connections.get(connection)?.passes('server', bytes, now);
  }

  closed(connection: number, now: number): void {
    this.#connections.get(connection)?.closed(now);
    this.#connections.delete(connection);
  }

  marked(mark: Mark): void {
    this.#tell(mark, false);
  }

  placed(mark: Mark): void {
    this.#tell(mark, true);
  }

  #tell(mark: Mark, placed: boolean): void {
    let sent: SentMark | undefined;
    for (const line of this.#lines) {
      if (!line.watchesMarks(mark.client)) continue;
      sent ??= this.#sent(mark, placed);
      line.mark(sent);
    }
  }

  /** The turn is over: what came in it leaves. */
  flush(): void {
    for (const line of this.#lines) line.flush();
  }

  #sent({ bytes, ...mark }: Mark, placed: boolean): SentMark {
    const connection = this.#connections.get(mark.connection);
    const sender = mark.direction === 'from-client' ? 'client' : 'server';
    const shown = connection?.withoutSecrets(bytes, sender) ?? { bytes, masked: false };
    this.#marks += 1;
    return {
      ...mark,
      mark: this.#marks,
      placed,
      opened: connection?.opened ?? mark.time,
      packet: base64.encode(shown.bytes.subarray(0, SHOWN_BYTES)),
      size: bytes.length,
      masked: shown.masked,
    };
  }
}
