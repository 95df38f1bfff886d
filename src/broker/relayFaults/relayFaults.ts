/** Fault rules, breakpoints, step mode and recipes for relayed connections to other brokers. Pure. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { Account } from '../core/memory/ledger.ts';
import { commandFaults, type FaultCommand, type FaultReply } from '../faults/commands.ts';
import { FaultLayer } from '../faults/faultLayer.ts';
import type { Mark } from '../faults/marks.ts';
import type { PacketFilters } from '../faults/packetFilters.ts';
import { NetworkedLayer } from '../network/networkedLayer.ts';
import type { RecipeCommand, RecipeReply } from '../recipes/recipe.ts';
import { Recipes } from '../recipes/recipes.ts';
import { withoutSecrets } from '../tap/packetMask.ts';
import { Aliases } from './aliases.ts';
import { RelayedBroker } from './relayedBroker.ts';

/** Joins adjacent pieces of a chunk, because a write costs far more than a packet. */
class PieceJoiner {
  readonly #write: (bytes: Uint8Array) => void;
  /** First waiting piece; undefined: none. */
  #first: Uint8Array | undefined;
  /** Total bytes. */
  #length = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  add(bytes: Uint8Array): void {
    const first = this.#first;
    const isNext =
      first !== undefined &&
      first.buffer === bytes.buffer &&
      first.byteOffset + this.#length === bytes.byteOffset;
    if (!isNext) {
      this.flush();
      this.#first = bytes;
    }
    this.#length += bytes.length;
  }

  flush(): void {
    const first = this.#first;
    if (first === undefined) return;
    const length = this.#length;
    this.#first = undefined;
    this.#length = 0;
    this.#write(
      length === first.length ? first : new Uint8Array(first.buffer, first.byteOffset, length),
    );
  }
}

/** A relayed connection, implemented by the relay. Byte arrays are valid only during the call. */
export interface RelayedLine {
  /** @param now ms, like in marks */
  toServer(bytes: Uint8Array, now: number): void;
  toClient(bytes: Uint8Array): void;
  /** The side has stopped sending, and all its data was passed on. */
  finished(sender: Sender): void;
  /** Nothing more is sent to that side, and its input is ignored. `rule`: the cause, if any. */
  end(side: Sender, rule: string | undefined, isReset: boolean): void;
  /** Called for a treated packet, or one waiting after a held packet. */
  treated?(mark: Mark): void;
}

export interface RelayOptions {
  readonly filters: PacketFilters;
  readonly secrets: Secrets;
  readonly marked: (mark: Mark) => void;
  /** Called when a marked packet is sent to its client. */
  readonly placed: (mark: Mark) => void;
}

interface RelayedConnection {
  readonly line: RelayedLine;
  /** Bytes passed on in this turn. */
  readonly toServer: PieceJoiner;
  readonly toClient: PieceJoiner;
  readonly gone: Set<Sender>;
  readonly aliases: Aliases;
  /** The last rule that may end the connection. */
  rule: string | undefined;
}

/** Actions that end the connection, or may. */
const ENDING: ReadonlySet<Mark['action']> = new Set(['cut', 'answer', 'made', 'overflow']);
/** Bytes of waiting packets of all connections. */
const MEMORY = 64 * 1024 * 1024;

export class RelayFaults {
  readonly layer: FaultLayer;
  readonly network: NetworkedLayer;
  readonly #account: Account;
  readonly #recipes: Recipes;
  readonly #broker: RelayedBroker;
  readonly #connections = new Map<number, RelayedConnection>();
  /** Connections with bytes for their servers. */
  readonly #sending = new Set<RelayedConnection>();
  #now = 0;

  constructor({ filters, secrets, marked, placed }: RelayOptions) {
    const account = new Account(MEMORY);
    this.#account = account;
    this.#broker = new RelayedBroker(
      {
        toServer: (connection, bytes) => {
          const relayed = this.#connections.get(connection);
          if (relayed === undefined) return;
          relayed.toServer.add(bytes);
          this.#sending.add(relayed);
        },
        topicBehind: (connection, sender, alias) =>
          this.#connections.get(connection)?.aliases.behind(sender, alias),
        serverOver: (connection) => this.#end(connection, 'server'),
      },
      account,
    );
    const finished = (connection: number, sender: Sender): void => {
      const relayed = this.#connections.get(connection);
      relayed?.toServer.flush();
      relayed?.toClient.flush();
      relayed?.line.finished(sender);
    };
    this.layer = new FaultLayer(this.#broker, {
      maximumPacketSize: LARGEST_PACKET,
      account,
      isServerInPieces: true,
      filters,
      withoutSecrets: (packet) => withoutSecrets(secrets, packet),
      finished: (connection, sender) => {
        if (sender === 'client') finished(connection, sender);
        else this.network.finish(connection, sender, this.#now);
      },
      marked: (mark) => {
        const relayed = this.#connections.get(mark.connection);
        if (relayed !== undefined && ENDING.has(mark.action)) relayed.rule = mark.rule;
        relayed?.line.treated?.(mark);
        marked(mark);
      },
      placed: (mark) => {
        // Others were reported when they were treated.
        if (mark.action === 'made') this.#connections.get(mark.connection)?.line.treated?.(mark);
        placed(mark);
      },
      behind: (mark) => this.#connections.get(mark.connection)?.line.treated?.(mark),
      passed: (mark) =>
        this.#connections.get(mark.connection)?.line.treated?.({ ...mark, action: 'release' }),
    });
    this.network = new NetworkedLayer(this.layer, account, finished);
    this.#recipes = new Recipes(this.layer, undefined);
  }

  /** @param connection a separate number, used in marks */
  begin(connection: number, line: RelayedLine, now: number): void {
    const aliases = new Aliases(this.#account);
    this.#connections.set(connection, {
      line,
      toServer: new PieceJoiner((bytes) => {
        aliases.passed('client', bytes);
        line.toServer(bytes, this.#now);
      }),
      toClient: new PieceJoiner((bytes) => line.toClient(bytes)),
      gone: new Set(),
      aliases,
      rule: undefined,
    });
    this.#now = now;
    this.network.adopt({ id: connection, opened: now, passed: [], backlog: 0 });
  }

  received(connection: number, sender: Sender, bytes: Uint8Array, now: number): void {
    this.#now = now;
    if (sender === 'client') this.network.receive(connection, bytes, now);
    else {
      this.#connections.get(connection)?.aliases.passed('server', bytes);
      this.#broker.fromServer(connection, bytes);
    }
    this.#flush();
  }

  /** The side has stopped sending; it can still receive. */
  finished(connection: number, sender: Sender, now: number): void {
    this.#now = now;
    if (sender === 'client') this.network.finish(connection, sender, now);
    else this.layer.finish(connection, sender, now);
    this.#flush();
  }

  /** The side's transport is closed. */
  gone(connection: number, sender: Sender, now: number): void {
    const relayed = this.#connections.get(connection);
    if (relayed === undefined) return;
    relayed.gone.add(sender);
    this.#now = now;
    if (sender === 'client') this.network.close(connection, now);
    else this.#broker.serverGone(connection);
    if (relayed.gone.size === 2) this.network.abandon(connection, now);
    this.#flush();
    if (relayed.gone.size < 2) return;
    relayed.aliases.end();
    this.#connections.delete(connection);
  }

  /** True if the simulated network is silent for it. */
  isSilent(connection: number): boolean {
    return this.network.isSilent(connection);
  }

  /** Waiting bytes of that side. */
  waits(connection: number, sender: Sender): number {
    return this.network.waits(connection, sender);
  }

  command(command: FaultCommand | RecipeCommand, now: number): FaultReply | RecipeReply {
    const reply =
      command.kind === 'start-recipe' ||
      command.kind === 'stop-recipe' ||
      command.kind === 'list-recipes'
        ? this.#recipes.command(command, now)
        : commandFaults(this.layer, command, now, this.network);
    this.#flush();
    return reply;
  }

  elapse(now: number): void {
    this.#now = now;
    this.network.elapse(now);
    this.#flush();
  }

  get wakeAt(): number | undefined {
    return this.network.wakeAt;
  }

  #flush(): void {
    this.#recipes.settle();
    const answered = new Set<RelayedConnection>();
    for (const output of this.network.takeOutput()) {
      const { connection } = output;
      if (output.kind === 'end') {
        this.#end(connection, 'client', output.isReset);
        continue;
      }
      const relayed = this.#connections.get(connection);
      if (relayed === undefined) continue;
      relayed.toClient.add(output.bytes);
      answered.add(relayed);
    }
    for (const relayed of answered) relayed.toClient.flush();
    this.#sendOn();
  }

  #sendOn(): void {
    for (const relayed of this.#sending) relayed.toServer.flush();
    this.#sending.clear();
  }

  #end(connection: number, side: Sender, isReset = this.network.isReset(connection)): void {
    const relayed = this.#connections.get(connection);
    relayed?.toServer.flush();
    relayed?.toClient.flush();
    relayed?.line.end(side, relayed.rule, isReset);
  }
}
