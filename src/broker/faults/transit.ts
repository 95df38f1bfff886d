/** Bytes between host and broker, where packets wait in order. */

import { sameBytes } from '../../base/bytes.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import { otherSide, type Sender } from '../../mqtt/tables/packet.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { Deadlines } from '../core/memory/deadlines.ts';
import type { Account } from '../core/memory/ledger.ts';
import type { Entry, Lane } from './lane.ts';
import { Marker, type Marking } from './marker.ts';
import { STEP, type WaitingPacket } from './marks.ts';
import type { PacketTest } from './packetFilters.ts';
import type { TreatedConnection } from './treatedConnection.ts';
import { listWaiting, type Waits } from './waitingList.ts';

/** The broker's interface for a host. */
export interface BrokerInterface {
  open(peer: Peer, now: number): number;
  receive(connection: number, bytes: Uint8Array, now: number): void;
  close(connection: number, now: number): void;
  backlog(connection: number, bytes: number, now: number): void;
  inputBacklog(connection: number, bytes: number, now: number): void;
  elapse(now: number): void;
  readonly wakeAt: number | undefined;
  takeOutput(): Output[];
  shutDown(now: number): void;
}

/** The broker's interface for the fault layer. */
export interface TreatedBroker extends BrokerInterface {
  /** The topic of an alias that this side has set on the connection (MQTT 5, 3.3.2.3.4). */
  topicBehind(connection: number, sender: Sender, alias: number): string | undefined;
  /**
   * Seconds within which it expects a packet from the client (3.1.2.10); 0: off; undefined: as agreed by
   * both.
   */
  keepAliveOf(connection: number): number | undefined;
}

const STEPPED = { rule: STEP, action: STEP } as const;
const PINGREQ = encode({ type: 'pingreq' }, 5);
const NOTHING = new Uint8Array(0);
/** ms that packets of a closed client may wait for the user; each release restarts it. */
const LINGER = 30_000;

type Wait = Partial<
  Pick<
    Entry,
    'rule' | 'due' | 'isHeld' | 'until' | 'overtake' | 'keepsAlive' | 'treated' | 'marked'
  >
>;

export class Transit {
  readonly #broker: TreatedBroker;
  readonly #account: Account;
  readonly #finished: (connection: number, sender: Sender) => void;
  readonly marker: Marker;
  readonly connections = new Map<number, TreatedConnection>();
  /** Connections with waiting packets or in silence. */
  readonly #special = new Set<TreatedConnection>();
  /** Clients in step mode; the value is true if PINGREQ and PINGRESP wait too. */
  readonly steps = new Map<string, boolean>();
  readonly deadlines = new Deadlines();
  output: Output[] = [];
  now = 0;
  #entered = 0;

  /** @param finished called when a side has ended and everything before it was passed on */
  constructor(
    broker: TreatedBroker,
    marking: Marking,
    account: Account,
    finished: (connection: number, sender: Sender) => void,
  ) {
    this.#account = account;
    this.#finished = finished;
    this.#broker = broker;
    this.marker = new Marker(marking, () => this.now);
  }

  /** Keeps the time monotonic. */
  at(now: number): number {
    if (now > this.now) this.now = now;
    return this.now;
  }

  /** True if nothing waits, is silent or is in step mode. */
  get isFree(): boolean {
    return this.#special.size === 0 && this.steps.size === 0;
  }

  /** Queues an entry; passes it on at once if nothing precedes or holds it. */
  enter(
    connection: TreatedConnection,
    sender: Sender,
    kind: Entry['kind'],
    bytes: Uint8Array = NOTHING,
    {
      rule,
      due = 0,
      isHeld = false,
      until,
      overtake = false,
      keepsAlive,
      treated,
      marked,
    }: Wait = {},
  ): void {
    const lane = connection.lane(sender);
    const ping = kind === 'packet' && isPing(bytes);
    const isStepped = kind === 'packet' && this.#mustStep(connection, ping);
    const place = isStepped ? (treated ?? this.marker.treat()) : treated;
    if (isStepped && place) this.marker.mark(connection, sender, bytes, STEPPED, place);
    const said = isStepped ? (marked ?? STEPPED) : marked;
    const isFree = lane.isEmpty || (ping && !isStepped && !isHeld && lane.letsPingsPass);
    this.#entered += 1;
    const number = this.#entered;
    const waits = { rule, due, isHeld, until, isStepped, overtake, keepsAlive };
    const entry = { number, kind, bytes, topics: [], ...waits, treated: place, marked: said };
    if (isFree && due <= this.now && !isHeld && !isStepped) {
      this.#deliver(connection, sender, entry);
      return;
    }
    const isUntreated = sender === 'server' && kind === 'packet' && said === undefined;
    const behind = isUntreated && place !== undefined ? lane.holder : undefined;
    if (behind !== undefined && place) this.marker.behind(connection, bytes, behind, place);
    // A view would keep the whole chunk in memory.
    lane.add({
      ...entry,
      behind,
      bytes: bytes.slice(),
      topics: topicsOf(connection, sender, kind, bytes),
    });
    this.#special.add(connection);
    if (sender === 'client' && isHeld && keepsAlive === true) this.#speakFor(connection);
    if (until !== undefined) {
      this.deadlines.set(until, () => this.release((one) => one.number === number));
    }
    if (due > this.now) this.deadlines.set(due, () => this.#pump(connection, sender));
    this.#pump(connection, sender);
    if (!this.#account.fits(0) && !lane.isEmpty) {
      const rule = this.#whatBlocks(lane);
      this.marker.mark(
        connection,
        sender,
        bytes,
        { rule, action: 'overflow' },
        place ?? this.marker.treat(),
      );
      this.cut(connection);
    }
  }

  /**
   * While packets of a client wait, sends PINGREQ so that the broker does not close its connection
   * [MQTT-3.1.2-22]. The last packet may be a keep alive old, and the broker waits for one and a half.
   */
  #speakFor(connection: TreatedConnection): void {
    const seconds = this.#broker.keepAliveOf(connection.id) ?? connection.keepAlive;
    if (seconds === 0 || connection.pings !== undefined) return;
    connection.pings = this.deadlines.set(this.now + seconds * 500, () => {
      connection.pings = undefined;
      if (connection.isGone || !connection.up.keepsAlive) return;
      connection.ownPings += 1;
      this.#broker.receive(connection.id, PINGREQ, this.now);
      this.#speakFor(connection);
    });
  }

  /** Drops the answer to a PINGREQ that the client did not send. */
  swallowPing(connection: TreatedConnection): void {
    connection.ownPings -= 1;
    this.#reckon(connection, 'client');
  }

  /**
   * The client has closed the transport; waiting packets for the broker may still be released for a while.
   */
  leave(connection: TreatedConnection): void {
    connection.isGone = true;
    connection.down.clear();
    this.enter(connection, 'client', 'over');
    this.#linger(connection);
  }

  /** Limits the time, because without a client the connection would last until the user acts. */
  #linger(connection: TreatedConnection): void {
    this.deadlines.cancel(connection.lingers);
    if (connection.up.isEmpty) return;
    connection.lingers = this.deadlines.set(this.now + LINGER, () => {
      for (const entry of connection.up) {
        entry.isHeld = false;
        entry.isStepped = false;
      }
      this.#pump(connection, 'client');
    });
  }

  /** Ends the connection for both sides without DISCONNECT. */
  cut(connection: TreatedConnection): void {
    if (connection.isGone) {
      this.forget(connection);
    } else {
      this.clear(connection);
      this.#end(connection);
    }
    this.#broker.close(connection.id, this.now);
  }

  #end(connection: TreatedConnection): void {
    connection.isGone = true;
    this.output.push({ kind: 'end', connection: connection.id });
    const { endedBy: rule } = connection;
    if (rule !== undefined) {
      this.marker.mark(connection, 'server', NOTHING, { rule, action: 'cut' }, this.marker.treat());
    }
  }

  /** Waiting packets are lost. */
  clear(connection: TreatedConnection): void {
    for (const sender of ['client', 'server'] as const) {
      connection.lane(sender).clear();
      this.#reckon(connection, sender);
    }
  }

  forget(connection: TreatedConnection): void {
    this.clear(connection);
    this.deadlines.cancel(connection.lingers);
    this.deadlines.cancel(connection.pings);
    connection.silencedBy = undefined;
    connection.end();
    this.#special.delete(connection);
    this.connections.delete(connection.id);
  }

  /** The first waiting packets, oldest first, and their total number. */
  waiting(
    count: number,
    conceals: PacketTest,
  ): { readonly packets: readonly WaitingPacket[]; readonly total: number } {
    return listWaiting(this.#lanes(), count, this.now, conceals);
  }

  /**
   * Releases the chosen entries, each in its turn; `stepOnly`: rules still hold them. Returns their number.
   */
  release(
    isChosen: (entry: Entry, connection: TreatedConnection) => boolean,
    stepOnly = false,
  ): number {
    let count = 0;
    for (const [connection, sender, lane] of this.#lanes()) {
      const before = count;
      for (const entry of lane) {
        if (!isChosen(entry, connection)) continue;
        const rule = entry.rule ?? STEP;
        const waited = entry.isHeld || entry.isStepped || entry.due > this.now;
        entry.isStepped = false;
        if (!stepOnly) {
          entry.isHeld = false;
          entry.due = 0;
        }
        if (!waited) continue;
        count += 1;
        const treated = entry.treated ?? this.marker.treat();
        this.marker.mark(connection, sender, entry.bytes, { rule, action: 'release' }, treated);
      }
      this.#pump(connection, sender);
      if (count > before && connection.isGone) this.#linger(connection);
    }
    return count;
  }

  /** The packet of that number, if it waits. */
  find(number: number): Waits | undefined {
    for (const [connection, sender, lane] of this.#lanes()) {
      for (const entry of lane) {
        if (entry.number === number && entry.kind === 'packet')
          return { connection, sender, entry };
      }
    }
    return undefined;
  }

  /** Sends replacements on, and others back to the sender. */
  decide(
    { connection, sender, entry }: Waits,
    forward: readonly Uint8Array[],
    back: readonly Uint8Array[],
  ): void {
    const rule = entry.rule ?? STEP;
    const treated = entry.treated ?? this.marker.treat();
    const [first, ...more] = forward;
    const isChanged = more.length > 0 || (first !== undefined && !sameBytes(first, entry.bytes));
    const action = first === undefined ? 'drop' : isChanged ? 'edit' : 'release';
    this.marker.mark(connection, sender, entry.bytes, { rule, action }, treated);
    const others = forward.map((bytes, at): Entry => {
      this.#entered += 1;
      const passes = { due: 0, isHeld: false, isStepped: false, number: this.#entered, bytes };
      if (at === 0) return { ...entry, ...passes, treated, marked: { rule, action } };
      return {
        ...entry,
        ...passes,
        treated: this.marker.treat(),
        marked: { rule, action: 'made' },
      };
    });
    connection.lane(sender).replace(entry, others);
    this.#pump(connection, sender);
    for (const bytes of back) {
      const marked = { rule, action: 'made' } as const;
      this.enter(connection, otherSide(sender), 'packet', bytes, {
        treated: this.marker.treat(),
        marked,
      });
    }
    if (connection.isGone) this.#linger(connection);
  }

  /** The oldest entry waiting in step mode. */
  nextStep(client: string, sender: Sender | undefined): Entry | undefined {
    let oldest: Entry | undefined;
    for (const [connection, side, lane] of this.#lanes()) {
      if (connection.clientId !== client || (sender !== undefined && side !== sender)) continue;
      for (const entry of lane) {
        if (!entry.isStepped) continue;
        if (oldest === undefined || entry.number < oldest.number) oldest = entry;
        break;
      }
    }
    return oldest;
  }

  *#lanes(): Generator<[TreatedConnection, Sender, Lane]> {
    for (const connection of this.#special) {
      yield [connection, 'client', connection.up];
      yield [connection, 'server', connection.down];
    }
  }

  #mustStep({ clientId }: TreatedConnection, ping: boolean): boolean {
    const withPings = clientId === undefined ? undefined : this.steps.get(clientId);
    return withPings !== undefined && (withPings || !ping);
  }

  #whatBlocks(lane: Lane): string {
    for (const { rule } of lane) if (rule !== undefined) return rule;
    return STEP;
  }

  #pump(connection: TreatedConnection, sender: Sender): void {
    const lane = connection.lane(sender);
    for (;;) {
      const entry = lane.next(this.now);
      if (entry === undefined) break;
      this.#deliver(connection, sender, entry);
    }
    this.#reckon(connection, sender);
  }

  /** Reports packets waiting for the client to the broker as unwritten bytes. */
  #reckon(connection: TreatedConnection, sender: Sender): void {
    const { up, down } = connection;
    // Bytes to the client are already counted by the broker as unwritten.
    const cost = up.cost + down.cost - down.bytes;
    this.#account.add(cost - connection.countedCost);
    connection.countedCost = cost;
    const isPassed = up.isEmpty && down.isEmpty && connection.ownPings === 0;
    if (isPassed && !connection.isSilent) this.#special.delete(connection);
    if (sender === 'client' || connection.isGone || down.bytes === connection.reportedBytes) return;
    connection.reportedBytes = down.bytes;
    this.#broker.backlog(connection.id, connection.backlog + down.bytes, this.now);
  }

  #deliver(connection: TreatedConnection, sender: Sender, entry: Entry): void {
    const { id } = connection;
    const { kind, bytes } = entry;
    switch (kind) {
      case 'packet':
      case 'raw':
        if (sender === 'client') this.#broker.receive(id, bytes, this.now);
        else this.#send(connection, entry);
        return;
      case 'half':
        this.#finished(id, sender);
        return;
      case 'cut':
        this.cut(connection);
        return;
      case 'silent':
        if (connection.isGone) {
          this.cut(connection);
          return;
        }
        this.#silence(connection, entry.rule ?? STEP);
        return;
      case 'over':
        if (sender === 'client') {
          this.forget(connection);
          this.#broker.close(id, this.now);
        } else {
          this.#end(connection);
        }
    }
  }

  /** Waiting packets are dropped too. */
  #silence(connection: TreatedConnection, rule: string): void {
    connection.silencedBy = rule;
    for (const sender of ['client', 'server'] as const) {
      for (const { kind, bytes, treated } of connection.lane(sender)) {
        if (kind === 'packet') this.marker.vanish(connection, sender, bytes, treated);
      }
    }
    this.clear(connection);
    this.#special.add(connection);
  }

  #send(connection: TreatedConnection, { bytes, treated, marked, behind }: Entry): void {
    const offset = connection.sent;
    connection.sent += bytes.length;
    this.output.push({ kind: 'send', connection: connection.id, bytes });
    if (treated === undefined) return;
    if (behind !== undefined) this.marker.pass(connection, bytes, behind, treated, offset);
    if (marked === undefined) return;
    this.marker.place(connection, bytes, marked, treated, offset);
  }
}

function topicsOf(
  { conversation, version }: TreatedConnection,
  sender: Sender,
  kind: Entry['kind'],
  bytes: Uint8Array,
): readonly string[] {
  return kind === 'packet' ? conversation.topicsOf(bytes, sender, version) : [];
}

function isPing(bytes: Uint8Array): boolean {
  const type = peekType(bytes);
  return type === 'pingreq' || type === 'pingresp';
}
