/** What becomes of a packet once it is decided. */
import type { Sender } from '../../mqtt/packet.ts';
import { peekFlags, peekType } from '../../mqtt/peek.ts';
import { answerTo } from './answer.ts';
import type { FaultAnswer } from './faultRule.ts';
import type { Passage } from './passage.ts';
import type { Decision } from './ruleSet.ts';
import type { TreatedConnection } from './treatedConnection.ts';

/** Bit of a PUBLISH's first byte. */
const DUP = 0x08;

export function treat(
  passage: Passage,
  connection: TreatedConnection,
  sender: Sender,
  bytes: Uint8Array,
  { rule, action, delay }: Decision,
): void {
  switch (action.action) {
    case 'drop':
      return;
    case 'delay': {
      const wait = { rule, overtake: action.overtake, due: passage.now + delay };
      passage.enter(connection, sender, 'packet', bytes, wait);
      return;
    }
    case 'hold': {
      const wait = { rule, overtake: action.overtake, isHeld: true };
      passage.enter(connection, sender, 'packet', bytes, wait);
      return;
    }
    case 'duplicate':
      passage.enter(connection, sender, 'packet', bytes);
      passage.enter(connection, sender, 'packet', action.dup ? asRedelivery(bytes) : bytes);
      return;
    case 'answer':
      giveAnswer(passage, connection, bytes, action);
      return;
    case 'silent':
      passage.enter(connection, sender, 'silent');
      return;
    case 'cut':
      if (action.when === 'after') passage.enter(connection, sender, 'packet', bytes);
      passage.enter(connection, sender, 'cut');
  }
}

function giveAnswer(
  passage: Passage,
  connection: TreatedConnection,
  packet: Uint8Array,
  answer: FaultAnswer,
): void {
  const reply = answerTo(packet, connection.version, answer);
  if (reply === undefined) {
    // Malformed: that is the broker's matter.
    passage.enter(connection, 'client', 'packet', packet);
    return;
  }
  if (reply.bytes !== undefined) passage.enter(connection, 'server', 'packet', reply.bytes);
  if (!reply.end) return;
  connection.isDeaf = true;
  passage.enter(connection, 'server', 'cut');
}

/** [MQTT-3.3.1-1]: a copy of a PUBLISH above QoS 0 has the DUP flag; of anything else it is the same. */
function asRedelivery(bytes: Uint8Array): Uint8Array {
  if (peekType(bytes) !== 'publish' || (peekFlags(bytes) & 0x06) === 0) return bytes;
  const copy = bytes.slice();
  copy[0] = (copy[0] ?? 0) | DUP;
  return copy;
}
