/** The gateway's connection to the broker for a client, with MQTT 5. */
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { GatewayOutput } from './gatewayOptions.ts';

export class MqttLine {
  readonly number: number;
  readonly #put: (output: GatewayOutput) => void;
  readonly #framer = new Framer();
  #isOpen = true;

  constructor(number: number, put: (output: GatewayOutput) => void) {
    this.number = number;
    this.#put = put;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(packet: Packet): void {
    if (this.#isOpen) this.#put({ kind: 'send', line: this.number, bytes: encode(packet, 5) });
  }

  /** False if the broker's bytes are not MQTT. */
  receive(bytes: Uint8Array, onPacket: (packet: Packet) => void): boolean {
    let isRead = true;
    const error = this.#framer.push(bytes, (one) => {
      if (!this.#isOpen || !isRead) return;
      const decoded = decode(one, 5, 'server');
      // Copied, because a kept message must not be a view of a shared buffer.
      if (decoded.ok) onPacket(withOwnPayload(decoded.packet));
      else isRead = false;
    });
    return error === undefined && isRead;
  }

  /** Closes without DISCONNECT, so the broker sends the client's will. */
  end(): void {
    if (this.#isOpen) this.#put({ kind: 'end', line: this.number });
    this.#isOpen = false;
  }

  /** The broker has closed. */
  closed(): void {
    this.#isOpen = false;
  }
}

function withOwnPayload(packet: Packet): Packet {
  return packet.type === 'publish' ? { ...packet, payload: packet.payload.slice() } : packet;
}
