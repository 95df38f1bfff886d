/** The gateway's own connection to the broker, for messages of clients that have no session (QoS -1, 6.8). */
import type { Packet } from '../../mqtt/packet.ts';
import type { MqttLine } from './mqttLine.ts';

interface Waiting {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

const MOST_WAITING = 100;

export class OwnLine {
  readonly #clientId: string;
  readonly #open: () => MqttLine;
  #line: MqttLine | undefined;
  #isConnected = false;
  #waiting: Waiting[] = [];

  constructor(clientId: string, open: () => MqttLine) {
    this.#clientId = clientId;
    this.#open = open;
  }

  get number(): number | undefined {
    return this.#line?.number;
  }

  publish(message: Waiting): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(message);
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
    for (const { topic, payload, retain } of this.#waiting.splice(0)) {
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

  #end(): void {
    this.#waiting = [];
    this.#isConnected = false;
    this.#line?.end();
  }
}
