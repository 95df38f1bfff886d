/** Packets of both directions: split from bytes, read, matched with the rules, and queued. */

import { peekType } from '../../mqtt/framing/peek.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Account } from '../core/memory/ledger.ts';
import type { PacketFacts } from './conversation.ts';
import type { Decision, RuleSet } from './ruleSet.ts';
import type { Transit } from './transit.ts';
import type { TreatedConnection } from './treatedConnection.ts';
import { treat } from './treatment.ts';

/** Share of the account. */
const INCOMPLETE = 1 / 3;
const SIDES = ['client', 'server'] as const;

export class PacketFlow {
  readonly #rules: RuleSet;
  readonly #transit: Transit;
  readonly #account: Account;
  /** Bytes of incomplete packets. */
  #incomplete = 0;

  constructor(rules: RuleSet, transit: Transit, account: Account) {
    this.#rules = rules;
    this.#transit = transit;
    this.#account = account;
  }

  /** True if no incomplete packet is buffered. */
  get isFree(): boolean {
    return this.#incomplete === 0;
  }

  /** True if its bytes are to be split into packets. */
  treats(connection: TreatedConnection): boolean {
    if (connection.isForeign) return false;
    if (connection.endedBy !== undefined || connection.ownPings > 0) return true;
    if (connection.isBusy || this.#rules.concerns(connection.clientId)) return true;
    const { steps } = this.#transit;
    return connection.clientId === undefined ? steps.size > 0 : steps.has(connection.clientId);
  }

  /** Passes bytes on unchanged. */
  letPass(connection: TreatedConnection, sender: Sender, bytes: Uint8Array): void {
    if (sender === 'client') {
      connection.cutters.client.skip(bytes);
      connection.lookAway('client');
      connection.received += bytes.length;
      return;
    }
    connection.sent += bytes.length;
    if (!connection.isServerInPieces) return;
    connection.cutters.server.skip(bytes);
    connection.lookAway('server');
  }

  fromClient(connection: TreatedConnection, bytes: Uint8Array): void {
    this.#cut(connection, 'client', bytes);
  }

  fromServer(connection: TreatedConnection, bytes: Uint8Array): void {
    this.#cut(connection, 'server', bytes);
  }

  /** Passes on buffered bytes of incomplete packets untreated. */
  release(connection: TreatedConnection): void {
    for (const sender of SIDES) {
      const cutter = connection.cutters[sender];
      if (cutter.pending === 0) continue;
      const held = cutter.release();
      this.#countIncomplete(connection);
      this.#raw(connection, sender, held);
    }
  }

  /** Discards buffered bytes of incomplete packets. */
  discard(connection: TreatedConnection): void {
    for (const sender of SIDES) connection.cutters[sender].discard();
    this.#countIncomplete(connection);
  }

  #countIncomplete(connection: TreatedConnection): void {
    const { client, server } = connection.cutters;
    const pending = client.pending + server.pending;
    const more = pending - connection.incomplete;
    this.#incomplete += more;
    this.#account.add(more);
    connection.incomplete = pending;
  }

  #cut(connection: TreatedConnection, sender: Sender, bytes: Uint8Array): void {
    connection.cutters[sender].push(
      bytes,
      (packet) => this.#packet(connection, sender, packet),
      (raw) => this.#raw(connection, sender, raw),
    );
    this.#countIncomplete(connection);
    const isTooMuch = this.#incomplete > this.#account.limit * INCOMPLETE;
    if (isTooMuch || !this.#account.fits(0)) this.release(connection);
  }

  /** Bytes other than a complete packet. */
  #raw(connection: TreatedConnection, sender: Sender, bytes: Uint8Array): void {
    if (sender === 'client') connection.received += bytes.length;
    if (!connection.isSilent && !connection.isGone) {
      this.#transit.enter(connection, sender, 'raw', bytes);
    }
  }

  #packet(connection: TreatedConnection, sender: Sender, bytes: Uint8Array): void {
    const treated = this.#transit.marker.treat(
      sender === 'client' ? connection.received : undefined,
    );
    if (sender === 'client') connection.received += bytes.length;
    if (connection.isSilent) {
      this.#transit.marker.vanish(connection, sender, bytes, treated);
      return;
    }
    if (!connection.isListening) return;
    if (sender === 'server' && connection.ownPings > 0 && peekType(bytes) === 'pingresp') {
      this.#transit.swallowPing(connection);
      return;
    }
    const facts = connection.conversation.read(bytes, sender, connection.version);
    const clientId = connection.clientId ?? '';
    const packet = {
      bytes,
      sender,
      version: connection.version,
      topic: facts.type === 'publish' ? facts.topics[0] : undefined,
    };
    const decision =
      this.#oneShot(facts, sender, clientId) ??
      this.#rules.decide(facts, sender, clientId, connection.id, packet, this.#transit.now);
    if (decision !== undefined) {
      treat(this.#transit, connection, sender, bytes, decision, treated);
      return;
    }
    const isFarewell = sender === 'server' && facts.type === 'disconnect';
    const rule = isFarewell ? connection.endedBy : undefined;
    if (isFarewell) connection.endedBy = undefined;
    const marked = rule === undefined ? undefined : ({ rule, action: 'made' } as const);
    this.#transit.enter(connection, sender, 'packet', bytes, { treated, marked });
  }

  #oneShot(facts: PacketFacts, sender: Sender, clientId: string): Decision | undefined {
    const fault = this.#rules.takeOneShot(facts, sender, clientId);
    fault?.applied(clientId, this.#transit.now);
    if (fault?.action === undefined) return undefined;
    return { rule: fault.id, action: fault.action, delay: 0 };
  }
}
