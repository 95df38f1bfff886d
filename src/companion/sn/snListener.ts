/** The MQTT-SN gateway at its UDP port: datagrams of sensors and their connections to the broker. */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { Gateway } from '../../mqttsn/gateway/gateway.ts';
import type {
  GatewayEvent,
  GatewayLimits,
  GatewayMemory,
  GatewayOutput,
  SnPlace,
} from '../../mqttsn/gateway/gatewayOptions.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';
import type { Report } from '../log/hostEvents.ts';
import type { BrokerHost } from '../mqtt/brokerHost.ts';
import { isLocalAddress, isLoopbackAddress, machineOf, urlHost } from '../net/addresses.ts';
import { plainBytes } from '../net/plainBytes.ts';
import { BrokerLine } from './snBrokerLine.ts';
import type { SnRecording } from './snRecording.ts';

export interface SnListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly predefined: ReadonlyMap<number, string>;
  /** User name of the clients, which have no passwords; undefined: none. */
  readonly userName: string | undefined;
  readonly limits: Partial<GatewayLimits>;
  readonly memory: GatewayMemory;
  readonly report: Report;
  /** Records all traffic. */
  readonly recording: SnRecording;
  readonly failed: (where: string, error: unknown) => void;
  /** Whether an address is a sensor of the demo. */
  readonly isDemo: (address: string) => boolean;
  /** Receives the connections of these sensors. */
  readonly demoPeers: WeakSet<Peer>;
}

/** Bytes that may wait for a busy broker. Beyond it, datagrams are dropped, as UDP allows. */
const MOST_HELD = 1024 * 1024;
const GATEWAY_ID = 1;
const OWN_CLIENT_ID = 'mqttscope-sn-gateway';

export class SnListener {
  readonly #broker: BrokerHost;
  readonly #options: SnListenerOptions;
  readonly #socket: Socket;
  readonly #gateway: Gateway;
  readonly #lines = new Map<number, BrokerLine>();
  readonly #timer = new WakeTimer((now) => {
    this.#gateway.elapse(now);
    this.#act();
  });
  readonly #sending = new Set<Promise<void>>();
  #acting: NodeJS.Immediate | undefined;
  /** Clients that have left but may still be reported. */
  #gone: GatewayEvent[] = [];
  #isClosed = false;

  constructor(broker: BrokerHost, options: SnListenerOptions) {
    this.#broker = broker;
    this.#options = options;
    this.#socket = createSocket({ type: isIPv6(options.host) ? 'udp6' : 'udp4' });
    const { predefined, limits, memory } = options;
    this.#gateway = new Gateway({
      gatewayId: GATEWAY_ID,
      ownClientId: OWN_CLIENT_ID,
      predefined,
      limits,
      memory,
      events: (event) => this.#report(event),
    });
    this.#socket.on('message', (bytes, from) => this.#datagram(plainBytes(bytes), from));
  }

  /** Resolves to the port. Throws `StartError`. */
  async listen(): Promise<number> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#socket.once('error', (error) => {
        const option = systemCode(error) === 'EADDRINUSE' ? '--sn' : undefined;
        const address = `${urlHost(host)}:${port}`;
        reject(
          new StartError((say) => say.cannotListen(address, systemReason(error, say), option)),
        );
      });
      this.#socket.bind(port, host, resolve);
    });
    this.#socket.removeAllListeners('error');
    this.#socket.on('error', (error) => this.#options.failed('the port of MQTT-SN', error));
    const { port: bound } = this.#socket.address();
    this.#options.recording.gateway = `${urlHost(host)}:${bound}`;
    return bound;
  }

  /** Call after the broker has closed its connections. Resolves when everything is sent. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#act();
    this.#isClosed = true;
    this.#timer.stop();
    if (this.#acting !== undefined) clearImmediate(this.#acting);
    await Promise.all(this.#sending);
    this.#socket.close();
  }

  #datagram(bytes: Uint8Array, { address, port }: RemoteInfo): void {
    if (!isLocalAddress(address)) {
      const from = `${urlHost(address)}:${port}`;
      this.#options.report({
        kind: 'sn-refused',
        address: from,
        clientId: '',
        reason: 'not-local',
      });
      return;
    }
    // The sensor sends it again if needed.
    if (this.#held > MOST_HELD) return;
    const from = { address: `${urlHost(address)}:${port}`, machine: machineOf(address) };
    this.#options.recording.came(from.address, bytes);
    this.#gateway.datagram(from, bytes, performance.now());
    this.#act();
  }

  get #held(): number {
    let held = 0;
    for (const line of this.#lines.values()) held += line.heldBytes;
    return held;
  }

  /** Runs the gateway's actions until there are none. */
  #act(): void {
    if (this.#isClosed) return;
    for (let outputs = this.#gateway.takeOutput(); outputs.length > 0; ) {
      for (const output of outputs) this.#do(output);
      outputs = this.#gateway.takeOutput();
    }
    for (const { clientId, place } of this.#gone.splice(0)) {
      // It may have returned meanwhile.
      if (!this.#gateway.has(clientId)) this.#options.recording.left(place, clientId);
    }
    this.#timer.set(this.#gateway.wakeAt);
  }

  /** Runs them outside the broker's call. */
  #actLater(): void {
    this.#acting ??= setImmediate(() => {
      this.#acting = undefined;
      this.#act();
    });
  }

  #do(output: GatewayOutput): void {
    if (output.kind === 'datagram') {
      this.#options.recording.sent(output.to, output.bytes);
      this.#send(output.to, output.bytes);
    } else if (output.kind === 'send') {
      this.#options.recording.toBroker(output.line, output.bytes);
      this.#lines.get(output.line)?.send(output.bytes);
    } else if (output.kind === 'open') this.#open(output.line, output.place);
    else {
      this.#lines.get(output.line)?.close();
      this.#lines.delete(output.line);
      this.#options.recording.ended(output.line);
    }
  }

  #send({ address }: SnPlace, bytes: Uint8Array): void {
    const colon = address.lastIndexOf(':');
    const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
    const port = Number(address.slice(colon + 1));
    // A datagram that cannot be sent is lost, as in the network.
    const sent = new Promise<void>((resolve) => {
      this.#socket.send(bytes, port, host, () => resolve());
    });
    this.#sending.add(sent);
    void sent.then(() => this.#sending.delete(sent));
  }

  #open(number: number, place: SnPlace | undefined): void {
    const line = new BrokerLine({
      received: (bytes) => {
        this.#options.recording.fromBroker(number, bytes);
        this.#gateway.received(number, bytes, performance.now());
        this.#actLater();
      },
      ended: () => {
        this.#lines.delete(number);
        this.#options.recording.ended(number);
        this.#gateway.closed(number);
        this.#actLater();
      },
      resumed: () => this.#actLater(),
      held: (bytes) => this.#options.memory.add(bytes),
    });
    this.#lines.set(number, line);
    line.link = this.#broker.open(line, this.#peer(place));
  }

  #peer(place: SnPlace | undefined): Peer {
    const { userName, isDemo, demoPeers } = this.#options;
    // The gateway itself, for messages without a session.
    const address = place?.address ?? 'gateway';
    const loopback = place === undefined || isLoopbackAddress(place.machine);
    const peer: Peer = {
      transport: 'udp',
      address,
      loopback,
      secure: false,
      ...(!loopback && { machine: place.machine }),
      ...(userName !== undefined && { certifiedName: userName }),
    };
    if (isDemo(address)) demoPeers.add(peer);
    return peer;
  }

  #report(event: GatewayEvent): void {
    if (event.kind === 'joined') return;
    this.#gone.push(event);
    const { clientId, place, why } = event;
    const { address } = place;
    // The broker logs clients that it has rejected or disconnected.
    const isLogged = why === 'broker' || why === 'disconnect' || why === 'replaced';
    if (!isLogged) {
      const kind = event.kind === 'refused' ? 'sn-refused' : 'sn-given-up';
      this.#options.report({ kind, address, clientId, reason: why });
    }
  }
}
