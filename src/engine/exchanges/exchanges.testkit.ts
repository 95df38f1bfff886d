/** A session whose exchanges are tested. */
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import type { WindowRequest } from '../window/window.ts';
import type { ExchangeDetail, ExchangeRow, ExchangeShow } from './exchange.ts';

export class Watched extends Session {
  ask(request: WindowRequest, now = this.time) {
    return this.capture.window(request, now);
  }

  list(show: ExchangeShow = 'all'): readonly ExchangeRow[] {
    return this.ask({ exchanges: { first: 0, count: 1_000, show } }).exchanges?.rows ?? [];
  }

  /** States of all exchanges except CONNECT. */
  get states(): string[] {
    return this.list()
      .filter(({ kind }) => kind !== 'connect')
      .map(({ kind, state }) => `${kind} ${state}`);
  }

  of(packet: number): ExchangeDetail {
    const detail = this.ask({ exchange: { packet } }).exchange;
    if (!detail) throw new Error(`Packet ${packet} has no exchange.`);
    return detail;
  }

  /** Rules that were violated. These sessions have no subscriptions. */
  get rules(): string[] {
    const { groups = [] } =
      this.ask({ problems: { rule: undefined, first: 0, count: 0 } }).problems ?? {};
    const errors = groups.filter(({ severity }) => severity === 'error');
    return errors.map(({ rule }) => rule).filter((rule) => rule !== 'nobody-subscribed');
  }

  drop(): void {
    this.time += 1_000;
    this.capture.closeStream(this.stream, this.time);
  }

  /** The connection ends and the client reconnects. */
  return(sessionPresent: boolean, cleanStart = false): void {
    this.drop();
    this.stream = this.capture.openStream();
    this.connect(sessionPresent, cleanStart);
  }
}

export function qos1(packetId: number, change: Partial<PublishPacket> = {}): PublishPacket {
  return publish('a/b', { qos: 1, packetId, ...change });
}

export function qos2(packetId: number, change: Partial<PublishPacket> = {}): PublishPacket {
  return publish('a/b', { qos: 2, packetId, ...change });
}

export function subscribeTo(packetId: number, ...filters: readonly string[]) {
  return {
    type: 'subscribe' as const,
    packetId,
    properties: [],
    subscriptions: filters.map((filter) => ({
      filter,
      qos: 1 as const,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0 as const,
    })),
  };
}
