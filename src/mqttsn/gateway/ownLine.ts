/** The gateway's own connection to the broker, for messages of clients without a session (QoS -1, 6.8). */
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { GatewayMemory } from './gatewayOptions.ts';
import type { MqttLine } from './mqttLine.ts';

interface Waiting {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

const MOST_WAITING = 100;
/** Estimated memory of a message, without topic and payload. */
const MESSAGE_BYTES = 200;

const costOf = ({ topic, payload }: Waiting): number =>
  MESSAGE_BYTES + 2 * topic.length + payload.length;

export class OwnLine {
  readonly #clientId: string;
  readonly #open: () => MqttLine;
  readonly #memory: GatewayMemory;
  #line: MqttLine | undefined;
  #isConnected = false;
  #waiting: Waiting[] = [];

  constructor(clientId: string, memory: GatewayMemory, open: () => MqttLine) {
    this.#clientId = clientId;
    this.#memory = memory;
    this.#open = open;
  }

  get number(): number | undefined {
    return this.#line?.number;
  }

  /** Without memory for it the message is lost, which QoS -1 allows. */
  publish(message: Waiting): void {
    const cost = costOf(message);
    if (this.#waiting.length < MOST_WAITING && this.#memory.fits(cost)) {
      this.#memory.add(cost);
      this.#waiting.push(message);
    }
    if (this.#line?.isOpen !== true) this.#connect();
    if (this.#isConnected) this.#flush();
  }

  fromBroker(bytes: Uint8Array): void {
    const isRead = this.#line?.receive(bytes, (packet) => this.#take(packet)) ?? true;
    if (!isRead) this.#end();
  }

  closed(): void {
    this.#line?.closed();
    this.#end();
  }

  #connect(): void {
    this.#line = this.#open();
    this.#isConnected = false;
    this.#line.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 0,
      clientId: this.#clientId,
      properties: [],
    });
  }

  #take(packet: Packet): void {
    if (packet.type === 'connack' && packet.reasonCode === 0) {
      this.#isConnected = true;
      this.#flush();
    } else if (packet.type === 'connack' || packet.type === 'disconnect') {
      this.#end();
    }
  }

  #flush(): void {
    for (const { topic, payload, retain } of this.#takeWaiting()) {
      this.#line?.send({
        type: 'publish',
        dup: false,
        qos: 0,
        retain,
        topic,
        properties: [],
        payload,
      });
    }
  }

  #takeWaiting(): readonly Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#memory.add(-costOf(message));
    return waiting;
  }

  #end(): void {
    this.#takeWaiting();
    this.#isConnected = false;
    this.#line?.end();
  }
}
