/** Test kit: a scene whose broker keeps its state in a file of bytes and can be killed. */

import { crc32 } from 'node:zlib';
import { joined } from '../../base/bytes.ts';
import { Scene } from '../core/broker.testkit.ts';
import type { Keeper } from '../core/contract/durability.ts';
import type { Fact } from '../core/contract/facts.ts';
import { SessionRecord } from '../core/contract/sessionRecord.ts';
import type { Refusal } from '../core/contract/verdicts.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import { restore } from '../core/state/restoring.ts';
import { FactLog } from './factLog.ts';
import { readFile } from './frames.ts';
import { Image } from './image.ts';

/** Wall-clock time of time 0 of the first process and later ones. */
const ORIGIN = 1_700_000_000_000;
const MARK = 0x1234abcd;

class KeptLog implements Keeper {
  /** Reports everything as written at once. */
  isInstant = true;
  refusal: Refusal | undefined;
  readonly log: FactLog;

  constructor(origin: number) {
    this.log = new FactLog({ checksum: crc32, newMark: () => MARK, origin: () => origin });
  }

  recordOf(session: object): SessionRecord {
    return new SessionRecord(session, this);
  }

  append(fact: Fact): void {
    this.log.append(fact);
  }

  get position(): number {
    return this.log.position;
  }

  get durable(): number {
    return this.isInstant ? this.log.position : this.log.durable;
  }
}

/** The clock of a new process begins at 1000 again. `down`: ms between them. */
export function scene(options: Partial<BrokerOptions> = {}, file?: Uint8Array, origin = ORIGIN) {
  const keeper = new KeptLog(origin);
  const made = new Scene({ ...options, keeper });
  const { broker } = made;
  if (file !== undefined) restore(broker.core, leftIn(file, origin), made.now);
  const pieces: Uint8Array[] = [];
  keeper.log.renew(broker);
  for (;;) {
    const piece = keeper.log.takeRenewal(broker);
    if (piece === undefined) break;
    pieces.push(piece.bytes);
    if (piece.isAll) keeper.log.renewed(piece.position);
    else if (piece.bytes.length === 0) broker.elapse(made.now);
  }
  made.collect();
  /** Content of the disk. */
  const written = (): Uint8Array => {
    const piece = keeper.log.take();
    if (piece !== undefined) pieces.push(piece.bytes);
    return joined(pieces);
  };
  const reborn = (down = 0, again: Partial<BrokerOptions> = options) =>
    scene(again, written(), origin + made.now + down - 1000);
  return Object.assign(made, { keeper, written, reborn });
}

function leftIn(file: Uint8Array, origin: number) {
  const read = readFile(file, crc32);
  if (read.kind !== 'frames') throw new Error(`The file is ${read.kind}.`);
  const image = new Image(origin);
  for (const frame of read.frames) image.read(frame);
  return image.left;
}
