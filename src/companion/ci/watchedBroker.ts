/** Taps in front of a broker, over TCP and WebSocket, whose packets go to one sink. */
import { performance } from 'node:perf_hooks';
import type { Mark } from '../../broker/faults/marks.ts';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { isOrderly } from '../../engine/disconnectCause/orderly.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { Tap } from '../tap/deviceTap.ts';
import type { Faults } from '../tap/faultsFile.ts';
import { MarkedPackets } from '../tap/markedPackets.ts';
import { PacketTap } from '../tap/packetTap.ts';
import type { Ending, TapObserver } from '../tap/tapObserver.ts';
import { placesOf } from '../tap/tapTarget.ts';
import { WireHost } from '../wires/wireHost.ts';

export interface WatchedBrokerOptions {
  readonly target: LineTarget;
  readonly faults: Faults | undefined;
  readonly sink: (event: CaptureEvent) => void;
  /** Whether the sink cannot take more now. */
  readonly isFull: () => boolean;
  readonly marked: (mark: Mark) => void;
  /** A connection that ended otherwise than by DISCONNECT. */
  readonly disorderly: (ending: Ending) => void;
}

const HOST = '127.0.0.1';
const LOOK_EVERY = 10;
/** ms for connections to end after the command. */
const SETTLED_WITHIN = 1_000;

export class WatchedBroker {
  readonly packets: PacketTap;
  readonly #marks: MarkedPackets | undefined;
  readonly #tcp: Tap;
  readonly #web: Tap;
  readonly #target: LineTarget;
  #connections = 0;

  constructor({ target, faults, sink, isFull, marked, disorderly }: WatchedBrokerOptions) {
    this.#target = target;
    const origin = performance.now();
    const marks = faults && new MarkedPackets(sink, origin);
    this.#marks = marks;
    this.packets = new PacketTap(
      marks === undefined ? sink : (event, offset) => marks.take(event, offset),
      origin,
      isFull,
    );
    const wires = new WireHost(
      {
        marked: (mark) => {
          marked(mark);
          marks?.marked(mark);
        },
        placed: (mark) => marks?.placed(mark),
      },
      faults,
    );
    const ends: TapObserver = {
      opened: () => undefined,
      passed: () => undefined,
      closed: (_connection, ending) => {
        if (!isOrderly(ending.cause)) disorderly(ending);
      },
    };
    const targets = [{ name: undefined, target }];
    const tapAt = (isWeb: boolean): Tap =>
      new Tap(
        {
          listen: { isTls: false, isWeb, host: HOST, port: 0 },
          targets,
          identity: undefined,
          allowed: placesOf(targets),
          option: '--to',
          wires,
          nextNumber: () => {
            this.#connections += 1;
            return this.#connections;
          },
        },
        [this.packets, ends],
      );
    this.#tcp = tapAt(false);
    this.#web = tapAt(true);
  }

  /** Throws `StartError`. */
  async open(): Promise<void> {
    await this.#tcp.open();
    await this.#web.open();
  }

  /** `mqtt://127.0.0.1:40123`. */
  get address(): string {
    return this.#tcp.address;
  }

  /** Variables that lead a program to the broker, with the user name and password of its address. */
  get variables(): Readonly<Record<string, string>> {
    const { username, password, protocol } = new URL(this.#target.url);
    const url = new URL(this.#tcp.address);
    // Those of a WebSocket address are for HTTP, and the tap sends them.
    const isSignIn = !protocol.startsWith('ws') && username + password !== '';
    if (isSignIn) Object.assign(url, { username, password });
    return {
      MQTT_URL: url.href,
      ...(isSignIn && {
        MQTT_USERNAME: decodeURIComponent(username),
        MQTT_PASSWORD: decodeURIComponent(password),
      }),
      MQTT_HOST: HOST,
      MQTT_PORT: String(this.#tcp.port),
      MQTT_WS_URL: `${this.#web.address}/mqtt`,
    };
  }

  /** Lets connections of an ended program end by themselves, then closes. */
  async close(): Promise<void> {
    const until = performance.now() + SETTLED_WITHIN;
    while (this.#tcp.connections + this.#web.connections > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    await Promise.all([this.#tcp.close(), this.#web.close()]);
    this.#marks?.flush();
  }
}
