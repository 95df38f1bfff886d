/** Applies the decision about a packet, and marks it. */

import { peekFlags, peekType } from '../../mqtt/framing/peek.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { answerTo } from './answer.ts';
import { changePacket } from './changePacket.ts';
import type { FaultAnswer } from './faultRule.ts';
import type { Treated } from './marks.ts';
import type { Decision } from './ruleSet.ts';
import type { Transit } from './transit.ts';
import type { TreatedConnection } from './treatedConnection.ts';

/** Bit of a PUBLISH's first byte. */
const DUP = 0x08;

export function treat(
  transit: Transit,
  connection: TreatedConnection,
  sender: Sender,
  bytes: Uint8Array,
  { rule, action, delay }: Decision,
  treated: Treated,
): void {
  const marked = { rule, action: action.action };
  if (action.action === 'answer') {
    giveAnswer(transit, connection, bytes, action, { rule, treated });
    return;
  }
  transit.marker.mark(connection, sender, bytes, marked, treated);
  switch (action.action) {
    case 'drop':
      return;
    case 'delay': {
      const wait = { rule, overtake: action.overtake, due: transit.now + delay, treated, marked };
      transit.enter(connection, sender, 'packet', bytes, wait);
      return;
    }
    case 'hold': {
      const { overtake, keepAlive: keepsAlive, releaseAfter } = action;
      const until = releaseAfter === undefined ? undefined : transit.now + releaseAfter;
      const wait = { rule, overtake, isHeld: true, keepsAlive, until, treated, marked };
      transit.enter(connection, sender, 'packet', bytes, wait);
      return;
    }
    case 'edit': {
      const changed = changePacket(bytes, sender, connection.version, action.set);
      transit.enter(connection, sender, 'packet', changed, { treated, marked });
      return;
    }
    case 'duplicate':
      transit.enter(connection, sender, 'packet', bytes, { treated, marked });
      transit.enter(
        connection,
        sender,
        'packet',
        action.dup ? asRedelivery(bytes) : bytes,
        madeBy(transit, rule, treated.offset),
      );
      return;
    case 'silent':
      transit.enter(connection, sender, 'silent', undefined, { rule });
      return;
    case 'cut':
      if (action.when === 'after') {
        transit.enter(connection, sender, 'packet', bytes, { treated, marked });
      }
      transit.enter(connection, sender, 'cut');
  }
}

function giveAnswer(
  transit: Transit,
  connection: TreatedConnection,
  packet: Uint8Array,
  answer: FaultAnswer,
  { rule, treated }: { readonly rule: string; readonly treated: Treated },
): void {
  const reply = answerTo(packet, connection.version, answer);
  if (reply === undefined) {
    // Malformed packets are left to the broker.
    transit.enter(connection, 'client', 'packet', packet, { treated });
    return;
  }
  // A PUBLISH at QoS 0 has no answer.
  const action = reply.bytes === undefined && !reply.end ? 'drop' : 'answer';
  transit.marker.mark(connection, 'client', packet, { rule, action }, treated);
  if (reply.bytes !== undefined) {
    transit.enter(connection, 'server', 'packet', reply.bytes, madeBy(transit, rule));
  }
  if (!reply.end) return;
  connection.isDeaf = true;
  transit.enter(connection, 'server', 'cut');
}

/** A packet made by the layer. @param offset of the packet that it copies */
function madeBy(transit: Transit, rule: string, offset?: number) {
  return { treated: transit.marker.treat(offset), marked: { rule, action: 'made' } } as const;
}

/** [MQTT-3.3.1-1]: a copy of a PUBLISH above QoS 0 has the DUP flag; other packets are unchanged. */
function asRedelivery(bytes: Uint8Array): Uint8Array {
  if (peekType(bytes) !== 'publish' || (peekFlags(bytes) & 0x06) === 0) return bytes;
  const copy = bytes.slice();
  copy[0] = (copy[0] ?? 0) | DUP;
  return copy;
}
