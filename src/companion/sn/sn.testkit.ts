/** A sensor of MQTT-SN on a real UDP socket, with one message at a time. */
import { createSocket, type Socket } from 'node:dgram';
import { onTestFinished } from 'vitest';
import { decodeSn } from '../../mqttsn/decodeSn.ts';
import { encodeSn } from '../../mqttsn/encodeSn.ts';
import type { SnConnect, SnMessage } from '../../mqttsn/snMessage.ts';

export class TestSensor {
  readonly #socket: Socket;
  readonly #port: number;
  readonly #heard: SnMessage[] = [];
  #tell: (() => void) | undefined;

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.#port = port;
    socket.on('message', (bytes) => {
      const message = decodeSn(Uint8Array.from(bytes))?.message;
      if (message !== undefined) this.#heard.push(message);
      this.#tell?.();
    });
  }

  /** @param address `udp://127.0.0.1:1884` */
  static async at(address: string | undefined): Promise<TestSensor> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      socket.close();
    });
    return new TestSensor(socket, Number(new URL(address ?? '').port));
  }

  say(message: SnMessage): void {
    this.bytes(encodeSn(message));
  }

  bytes(bytes: Uint8Array): void {
    this.#socket.send(bytes, this.#port, '127.0.0.1');
  }

  /** The next message from the gateway. */
  async next(): Promise<SnMessage> {
    for (;;) {
      const message = this.#heard.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
  }

  async ask(message: SnMessage): Promise<SnMessage> {
    this.say(message);
    return this.next();
  }

  connect(clientId: string, options: Partial<SnConnect> = {}): Promise<SnMessage> {
    const usual = { will: false, cleanSession: true, protocolId: 1, keepAlive: 60 };
    return this.ask({ type: 'connect', ...usual, clientId, ...options });
  }
}
