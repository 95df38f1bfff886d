/** A simulated connection with a correct edge node, and the findings of the rules. */
import '../../engine/messages/conventionBooksAtOnce.ts';
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { Conventions } from '../../engine/conventions/conventions.ts';
import type { FoundProblem } from '../../engine/findings/problem.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { QoS, Will } from '../../mqtt/tables/packet.ts';
import { COUNT, EdgeNode, TEMP } from './edgeNode.testkit.ts';
import { MEANING } from './meaning.ts';
import { sparkplug } from './sparkplug.ts';
import { topicOf } from './topics.ts';

export const NODE = { group: 'plant', node: 'press', device: undefined };
export const MOTOR = { ...NODE, device: 'motor' };

interface Flags {
  readonly direction?: 'in' | 'out';
  readonly qos?: QoS;
  readonly retain?: boolean;
  /** A number returned by `open`. */
  readonly stream?: number;
}

export class Wire {
  readonly node = new EdgeNode();
  readonly found: FoundProblem[] = [];
  readonly capture: Capture;
  #time = 0;
  #packetId = 0;
  #stream: number;

  constructor() {
    this.capture = new Capture({
      conventions: new Conventions([sparkplug(Lazy.of(MEANING))]),
      originWallClock: 0,
      onProblem: (problem) => {
        if (problem.rule.startsWith('sparkplug-')) this.found.push(problem);
      },
    });
    this.#stream = this.capture.openStream(4);
  }

  get rules(): readonly string[] {
    return this.found.map(({ rule }) => rule);
  }

  say(topic: string, payload: Uint8Array | string | object, flags: Flags = {}): number {
    const { direction = 'in', qos = 0, retain = false, stream } = flags;
    this.#packetId += 1;
    const bytes =
      payload instanceof Uint8Array
        ? payload
        : encodeUtf8(typeof payload === 'string' ? payload : JSON.stringify(payload));
    const message = { dup: false, qos, retain, topic, payload: bytes, properties: [] } as const;
    const id = qos === 0 ? {} : { packetId: this.#packetId };
    return this.#packet(direction, encode({ type: 'publish', ...message, ...id }, 4), stream);
  }

  /** The edge node itself, or a host, connects. */
  connect(will: Omit<Will, 'properties'>, cleanStart = true): number {
    this.#stream = this.capture.openStream(4);
    const connect = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart,
      keepAlive: 60,
      clientId: 'x',
      will: { ...will, properties: [] },
      properties: [],
    } as const;
    return this.#packet('out', encode(connect, 4));
  }

  /** Opens another recorded connection. */
  open(): number {
    return this.capture.openStream(4);
  }

  /** The client's DISCONNECT on the connection of the last CONNECT. */
  disconnect(): void {
    this.#packet('out', encode({ type: 'disconnect' }, 4));
  }

  /** s */
  wait(seconds: number): void {
    this.#time += seconds * 1_000_000;
  }

  /** After the BIRTHs of edge node and motor. */
  born(): this {
    this.say(topicOf(NODE, 'BIRTH'), this.node.nbirth([TEMP]));
    this.say(topicOf(MOTOR, 'BIRTH'), this.node.dbirth([COUNT]));
    return this;
  }

  #packet(direction: 'in' | 'out', bytes: Uint8Array, stream = this.#stream): number {
    this.#time += 1_000;
    return this.capture.packet(stream, direction, this.#time, bytes);
  }
}
