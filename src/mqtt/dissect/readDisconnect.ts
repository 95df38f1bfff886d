/** DISCONNECT (3.14) and AUTH (3.15). */
import { plainBreach } from '../statements/breaches.ts';
import { RULES } from '../statements/rules.ts';
import type { AuthPacket, DisconnectPacket } from '../tables/packet.ts';
import { propertyValue } from '../tables/properties.ts';
import { reasonCodeSender } from '../tables/reasonCodes.ts';
import type { PacketReader } from './reader.ts';
import { readProperties } from './readProperties.ts';
import { readReasonCode } from './readPublish.ts';

function judgeSender(
  reader: PacketReader,
  type: 'disconnect' | 'auth',
  code: number,
  at: number,
): void {
  const sender = reasonCodeSender(type, code);
  if (!reader.sender || !sender || sender === reader.sender) return;
  const args = { packet: type, code, sender };
  reader.breach(RULES.codeSender, { key: 'code-for-other-side', args }, at, 1);
}

export function readDisconnect(reader: PacketReader): DisconnectPacket {
  const type = 'disconnect';
  if (reader.version < 5 || reader.remaining === 0) return { type };
  const at = reader.position;
  const reasonCode = readReasonCode(reader, type);
  judgeSender(reader, type, reasonCode, at);
  if (reader.remaining === 0) return { type, reasonCode };
  return { type, reasonCode, properties: readProperties(reader, type) };
}

export function readAuth(reader: PacketReader): AuthPacket {
  const type = 'auth';
  // Two bytes are the short form of success without properties (3.15.2.1).
  if (reader.remaining === 0) return { type };
  const at = reader.position;
  const reasonCode = readReasonCode(reader, type);
  judgeSender(reader, type, reasonCode, at);
  const properties = reader.remaining === 0 ? undefined : readProperties(reader, type);
  if (propertyValue(properties, 'authenticationMethod') === undefined) {
    const breach = plainBreach('method-missing');
    reader.breach(RULES.authMethodMissing, breach, at, reader.position - at);
  }
  return { type, reasonCode, ...(properties ? { properties } : {}) };
}
