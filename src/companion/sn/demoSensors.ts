/** The demo's sensors of MQTT-SN. Each has its own UDP socket to the companion's port. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { performance } from 'node:perf_hooks';
import { DEMO_SENSORS, DemoSensor } from '../../mqttsn/demo/demoSensor.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';
import { urlHost } from '../net/addresses.ts';
import { plainBytes } from '../net/plainBytes.ts';

/** ms until the first connects, and between one and the next. */
const FIRST_AFTER = 3_000;
const STAGGER = 4_000;

interface Wired {
  readonly sensor: DemoSensor;
  readonly socket: Socket;
}

export class DemoSensors {
  /** The gateway's host, on this machine. */
  readonly #host: string;
  readonly #port: number;
  readonly #wired: readonly Wired[];
  readonly #timer = new WakeTimer((now) => {
    for (const { sensor } of this.#wired) sensor.elapse(now);
    this.#act();
  });
  #isRunning = false;
  #isClosed = false;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
    this.#wired = DEMO_SENSORS.map((model) => {
      const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
      const sensor = new DemoSensor(model, Math.random);
      socket.on('message', (bytes) => {
        sensor.receive(plainBytes(bytes), performance.now());
        this.#act();
      });
      // A datagram that cannot be sent is lost, as in the network.
      socket.on('error', () => undefined);
      return { sensor, socket };
    });
  }

  /** Whether a client is one of these sensors. */
  isDemo(address: string): boolean {
    return this.#wired.some(({ socket }) => addressOf(socket) === address);
  }

  /** Resolves when each has a port, which identifies it. */
  async open(): Promise<void> {
    await Promise.all(
      this.#wired.map(
        ({ socket }) =>
          new Promise<void>((resolve) => {
            socket.bind(0, this.#host, resolve);
          }),
      ),
    );
  }

  run(isRunning: boolean): void {
    if (isRunning === this.#isRunning) return;
    this.#isRunning = isRunning;
    const now = performance.now();
    for (const [place, { sensor }] of this.#wired.entries()) {
      if (isRunning) sensor.start(now + FIRST_AFTER + place * STAGGER);
      else sensor.stop();
    }
    this.#act();
  }

  close(): void {
    this.run(false);
    this.#isClosed = true;
    this.#timer.stop();
    for (const { socket } of this.#wired) socket.close();
  }

  #act(): void {
    if (this.#isClosed) return;
    for (const { sensor, socket } of this.#wired) {
      for (const bytes of sensor.takeOutput()) {
        socket.send(bytes, this.#port, this.#host, () => undefined);
      }
    }
    const next = Math.min(...this.#wired.map(({ sensor }) => sensor.wakeAt));
    this.#timer.set(Number.isFinite(next) ? next : undefined);
  }
}

function addressOf(socket: Socket): string | undefined {
  try {
    const { address, port } = socket.address();
    return `${urlHost(address)}:${port}`;
  } catch {
    return undefined;
  }
}
