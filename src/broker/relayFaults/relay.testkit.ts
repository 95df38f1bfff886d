/**
 * Test kit: a relayed connection without I/O between a client and another server. Records the data that each
 * side receives.
 */

import { CONVENTIONS } from '../../conventions/conventions.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { pathText } from '../core/commands/members.ts';
import type { Mark } from '../faults/marks.ts';
import { parseRules } from '../faults/parseRules.ts';
import { RelayFaults } from './relayFaults.ts';

const ID = 7;

export class RelayScene {
  readonly marks: Mark[] = [];
  readonly got: Record<Sender, number[]> = { client: [], server: [] };
  /** Number of writes to that side. */
  readonly writes: Record<Sender, number> = { client: 0, server: 0 };
  /** Events like `client half` and `end server rule`, in order. */
  readonly events: string[] = [];
  /** The same, with `write server` for writes. */
  readonly order: string[] = [];
  now = 0;
  readonly relays = new RelayFaults({
    filters: () => ({ ok: true, test: () => true }),
    secrets: CONVENTIONS.secrets,
    marked: (mark) => this.marks.push(mark),
    placed: () => undefined,
  });

  constructor() {
    this.relays.begin(
      ID,
      {
        toServer: (bytes) => this.#write('server', bytes),
        toClient: (bytes) => this.#write('client', bytes),
        finished: (sender) => this.#event(`half ${sender}`),
        end: (side, rule) => this.#event(`end ${side}${rule === undefined ? '' : ` ${rule}`}`),
      },
      0,
    );
  }

  /** Each argument is the `match` and the `do` of a rule, named `a`, `b` and so on. */
  rules(...rules: readonly { readonly match?: object; readonly do: unknown }[]): void {
    const named = rules.map((rule, at) => ({ id: String.fromCharCode(97 + at), ...rule }));
    const parsed = parseRules({ version: 1, rules: named });
    if (!parsed.ok) throw new Error(`${pathText(parsed.path)} ${parsed.error.key}`);
    this.relays.layer.setRules(parsed.rules);
  }

  #write(side: Sender, bytes: Uint8Array): void {
    this.writes[side] += 1;
    this.order.push(`write ${side}`);
    this.got[side].push(...bytes);
  }

  #event(event: string): void {
    this.events.push(event);
    this.order.push(event);
  }

  says(sender: Sender, bytes: Uint8Array): void {
    this.relays.received(ID, sender, bytes, this.now);
  }

  finish(sender: Sender): void {
    this.relays.finished(ID, sender, this.now);
  }

  gone(sender: Sender): void {
    this.relays.gone(ID, sender, this.now);
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = this.relays.wakeAt;
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      this.relays.elapse(this.now);
    }
    this.now = end;
    this.relays.elapse(end);
  }

  /** Types and packet identifiers of complete packets received by that side; `?`: bytes after them. */
  heard(side: Sender): string[] {
    const framer = new Framer();
    const heard: string[] = [];
    framer.push(Uint8Array.from(this.got[side]), (packet) => {
      const decoded = decode(packet, 5, side === 'client' ? 'server' : 'client');
      if (!decoded.ok) {
        heard.push(`broken ${decoded.problem.breach.key}`);
        return;
      }
      const { packet: read } = decoded;
      const id = 'packetId' in read && read.packetId !== undefined ? ` ${read.packetId}` : '';
      heard.push(`${read.type}${id}${'topic' in read ? ` ${read.topic}` : ''}`);
    });
    if (framer.pending > 0) heard.push('?');
    return heard;
  }
}
