/** Test kit: a broker with a journal, and its answers. */
import { Scene } from '../core/broker.testkit.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import { Journal } from './journal.ts';
import type { TracedDelivery, TracedMessage, TracedRow, TracedStep } from './tracedMessage.ts';

export class JournalScene extends Scene {
  readonly journal: Journal;

  constructor(options: Partial<BrokerOptions> = {}) {
    const journal = new Journal();
    super({ observer: journal, ...options });
    this.journal = journal;
  }

  /** Publishes messages of another client, slowly enough that none is skipped. */
  fill(count: number, topic: string): void {
    const payload = Uint8Array.of(0x78);
    const source = { topic, payload, qos: 0, retain: false, properties: [] } as const;
    for (let n = 0; n < count; n += 1) {
      if (n % 500 === 0) this.pass(10_000);
      if (!this.journal.admits('somebody', this.now)) throw new Error('It was left out.');
      this.journal.began(source, { origin: 'publish', publisher: 'somebody' }, this.now);
    }
  }

  rows(filter: { topic?: string; client?: string } = {}): readonly TracedRow[] {
    const reply = this.journal.answer({ kind: 'messages', count: 200, ...filter }, this.now);
    if (reply.kind !== 'messages') throw new Error('That was not asked for.');
    return reply.rows;
  }

  /** Without a number, the newest message. */
  message(message = this.rows()[0]?.message ?? 0): TracedMessage {
    const reply = this.journal.answer({ kind: 'message', message }, this.now);
    if (reply.kind !== 'message' || reply.message === undefined) {
      throw new Error(`The journal has no message ${message}.`);
    }
    return reply.message;
  }

  /** Without a number, the newest message. */
  delivery(subscriber: string, message?: number): TracedDelivery {
    const found = this.message(message).deliveries.filter((one) => one.subscriber === subscriber);
    const [delivery] = found;
    if (delivery === undefined || found.length > 1) {
      throw new Error(`${found.length} deliveries to ${subscriber}.`);
    }
    return delivery;
  }
}

/** Steps as text: `in publish 7 dup`, `out puback 7 0x10`, `out pubrec 7 (drop: a)`. */
export function brief({ steps }: { readonly steps: readonly TracedStep[] }): readonly string[] {
  return steps.map(({ direction, packet, packetId, dup, reasonCode = 0, fault }) =>
    [
      direction,
      packet,
      packetId,
      dup && 'dup',
      reasonCode > 0 && `0x${reasonCode.toString(16)}`,
      fault && `(${fault.action}: ${fault.rule}${fault.isLost ? ', lost' : ''})`,
    ]
      .filter((part) => part !== undefined && part !== false)
      .join(' '),
  );
}
