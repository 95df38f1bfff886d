/** Follows the acknowledgements of PUBLISH: PUBACK, PUBREC, PUBREL, PUBCOMP (4.3, 4.4, 4.6). */

import { swappedBytes } from '../../base/bytes.ts';
import type { AckPacket } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { otherWay } from '../log/columns/direction.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Seen, StepOf } from './exchangeBook.ts';
import { AWAITS_PUBCOMP, AWAITS_PUBREL, PUBREC_SEEN, PUBREL_SEEN } from './exchangeColumns.ts';
import type { IrregularityKind } from './irregularity.ts';
import type { Found, PublishRecord } from './publishRecord.ts';

export type Ack = Pick<AckPacket, 'type' | 'packetId' | 'reasonCode' | 'dup'>;

const TYPE_NUMBERS = { puback: 4, pubrec: 5, pubrel: 6, pubcomp: 7 } as const;

export class AckExchanges {
  readonly #record: PublishRecord;

  constructor(record: PublishRecord) {
    this.#record = record;
  }

  ack(seen: Seen, ack: Ack): void {
    const sender = ack.type === 'pubrel' ? seen.direction : otherWay(seen.direction);
    const ids = seen.stream.session.flow.of(sender);
    const found = this.#record.open(ack.packetId, ids);
    if (found === undefined) {
      this.#unexpected(seen, ack, ids);
      return;
    }
    const { columns, index } = found;
    if (columns.kind(index) !== 'publish') {
      const kind = ack.type === 'pubrel' ? 'pubrel-without-pubrec' : 'unexpected-ack';
      this.#record.notice(seen, kind, columns.packet[index]);
    } else if (ack.type === 'puback') this.#puback(seen, ack, found);
    else if (columns.qos(index) !== 2) this.#attach(seen, ack, found, 'pubrec-for-qos1');
    else if (ack.type === 'pubrec') this.#pubrec(seen, ack, found);
    else if (ack.type === 'pubrel') this.#pubrel(seen, ack, found);
    else this.#pubcomp(seen, ack, found);
  }

  #puback(seen: Seen, ack: Ack, found: Found): void {
    if (found.columns.qos(found.index) === 2) {
      this.#attach(seen, ack, found, 'puback-for-qos2');
      return;
    }
    this.#orderOfAnswers(seen, found, 'lastPuback');
    this.#end(seen, ack, found, isFailure(ack.reasonCode));
  }

  #pubrec(seen: Seen, ack: Ack, found: Found): void {
    const { columns, index } = found;
    const isAnswered = columns.has(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    if (isAnswered && columns.has(index, PUBREC_SEEN)) {
      const isTwice = (columns.resends[index] ?? 0) === 0 && !found.ids.takeStray(ack.packetId);
      this.#attach(seen, ack, found, isTwice ? 'answered-twice' : undefined);
      return;
    }
    this.#orderOfAnswers(seen, found, 'lastPubrec');
    columns.set(index, PUBREC_SEEN);
    if (isFailure(ack.reasonCode)) {
      this.#end(seen, ack, found, true);
      return;
    }
    columns.set(index, AWAITS_PUBREL);
    this.#attach(seen, ack, found, undefined);
  }

  #pubrel(seen: Seen, ack: Ack, found: Found): void {
    const { exchange, columns, index } = found;
    const isAgain = columns.has(index, PUBREL_SEEN);
    if (!columns.has(index, PUBREC_SEEN)) {
      const isStray = !isAgain && found.ids.takeStray(ack.packetId);
      if (!isAgain && !isStray && seen.stream.sessionKnown) {
        this.#record.notice(seen, 'pubrel-without-pubrec', columns.packet[index]);
      }
    } else if (!isAgain && seen.direction === 'out') this.#orderOfReleases(seen, found);
    if (isAgain && !this.#answersPubrec(exchange)) this.#record.noticeInConnection(seen, found);
    columns.unset(index, AWAITS_PUBREL);
    columns.set(index, PUBREL_SEEN | AWAITS_PUBCOMP);
    // After a reconnect, the next step is a redelivery (4.4), even if the first attempt was not seen.
    const isRedelivery = isAgain || !this.#record.isOnLastStream(seen, found);
    if (isRedelivery) this.#record.book.resend(exchange, seen, stepOf(ack));
    else this.#record.book.add(exchange, seen, stepOf(ack));
  }

  /** A repeated or late PUBREC is answered again (4.3.3). */
  #answersPubrec(exchange: number): boolean {
    return this.#record.book.store.lastStep(exchange)?.packetType === TYPE_NUMBERS.pubrec;
  }

  #pubcomp(seen: Seen, ack: Ack, found: Found): void {
    const isReleased = found.columns.has(found.index, PUBREL_SEEN);
    if (isReleased || found.ids.takeStray(ack.packetId)) this.#end(seen, ack, found, false);
    else this.#attach(seen, ack, found, 'pubcomp-without-pubrel');
  }

  /** Adds a packet to the exchange without changing its state. */
  #attach(seen: Seen, ack: Ack, found: Found, kind: IrregularityKind | undefined): void {
    const { exchange, columns, index, ids } = found;
    const isOwn = !ids.mayAnswerEarlier(ack.packetId);
    if (kind !== undefined && isOwn) this.#record.notice(seen, kind, columns.packet[index]);
    this.#record.book.add(exchange, seen, stepOf(ack));
  }

  #end(seen: Seen, ack: Ack, found: Found, isRefused: boolean): void {
    this.#record.book.add(found.exchange, seen, stepOf(ack));
    this.#record.over(found);
    this.#record.book.answered(found.exchange, isRefused);
  }

  /** 4.6: PUBACK and PUBREC follow the order of the PUBLISH packets. The rule binds clients. */
  #orderOfAnswers(seen: Seen, found: Found, which: 'lastPuback' | 'lastPubrec'): void {
    // The next connection has an order of its own.
    if (seen.stream.isSucceeded) return;
    const { exchange, ids, columns, index } = found;
    const isServer = seen.direction === 'in';
    const { sessionKnown, isBackAtOnce } = seen.stream;
    // A message that the client sent again reached the server again, after other messages. A server's
    // redelivery may have, too, if other messages were not seen before.
    const isOrderKnown = !isServer && (sessionKnown || isBackAtOnce);
    if (!isOrderKnown && (columns.resends[index] ?? 0) > 0) return;
    const newest = ids[which];
    if (exchange > newest) ids[which] = exchange;
    else if (exchange < newest) {
      const kind = isServer ? 'server-ack-order' : 'ack-order';
      this.#record.notice(seen, kind, this.#lastOf(newest));
    }
  }

  /** 4.6: PUBREL follows the order of the PUBREC packets. */
  #orderOfReleases(seen: Seen, { exchange, ids }: Found): void {
    const last = this.#record.book.store.lastStep(exchange);
    if (last?.stream !== seen.stream.ordinal || seen.stream.isSucceeded) return;
    if (last.packet > ids.lastReleased) ids.lastReleased = last.packet;
    else this.#record.notice(seen, 'ack-order', ids.lastReleased);
  }

  #lastOf(exchange: number): number | undefined {
    return this.#record.book.store.lastStep(exchange)?.packet;
  }

  /** An acknowledgement without an open exchange for its identifier. */
  #unexpected(seen: Seen, ack: Ack, ids: OpenIds): void {
    const ended = this.#record.ended(ack.packetId, ids);
    if (ack.type === 'pubrel') this.#unexpectedRelease(seen, ack, ids, ended);
    else if (ids.takeStray(ack.packetId)) {
      // A PUBREL will follow.
      if (ack.type === 'pubrec') ids.stray(ack.packetId);
    } else if (ended !== undefined) {
      const wasSentAgain = (ended.columns.resends[ended.index] ?? 0) > 0;
      const isTwice = !wasSentAgain && !ids.mayAnswerEarlier(ack.packetId);
      if (isTwice && seen.stream.sessionKnown) {
        this.#record.notice(seen, 'answered-twice', this.#lastOf(ended.exchange));
      }
      this.#record.book.add(ended.exchange, seen, stepOf(ack));
    } else {
      if (this.#isKnown(seen, ack, ids)) {
        const swapped = swappedBytes(ack.packetId);
        const meant = this.#record.open(swapped, ids);
        const other = meant?.columns.packet[meant.index];
        this.#record.notice(seen, 'unexpected-ack', other, meant && swapped);
      }
      // The sender of the PUBLISH answers it nevertheless (4.3.3).
      if (ack.type === 'pubrec') ids.stray(ack.packetId);
    }
  }

  /** True if every use of the identifier is known. */
  #isKnown({ stream }: Seen, { packetId }: Ack, ids: OpenIds): boolean {
    return stream.sessionKnown && !this.#record.mayHaveEnded(packetId, ids);
  }

  #unexpectedRelease(seen: Seen, ack: Ack, ids: OpenIds, ended: Found | undefined): void {
    const record = this.#record;
    const isReleased = ended?.columns.has(ended.index, PUBREL_SEEN) === true;
    if (isReleased) {
      if (!this.#answersPubrec(ended.exchange)) record.noticeInConnection(seen, ended);
      record.reopen(ended);
      ended.columns.set(ended.index, AWAITS_PUBCOMP);
      record.book.resend(ended.exchange, seen, stepOf(ack));
      return;
    }
    if (!ids.takeStray(ack.packetId) && this.#isKnown(seen, ack, ids)) {
      record.notice(seen, 'pubrel-without-pubrec');
    }
    const late = record.beginLate(seen, ack.packetId, stepOf(ack), ids);
    late?.columns.set(late.index, PUBREC_SEEN | PUBREL_SEEN | AWAITS_PUBCOMP);
  }
}

function stepOf({ type, reasonCode = 0, dup }: Ack): StepOf {
  return { packetType: TYPE_NUMBERS[type], code: reasonCode, dup: dup === true };
}
