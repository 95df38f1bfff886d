/** Looks up Meshtastic messages in the built-in schema. */

import { protobufStep } from '../protobuf/protobufStep.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { contentOf, decodedIn, packetIn } from './packetFields.ts';
import { MESHTASTIC_PROTO } from './schema.ts';

const NAME = 'meshtastic.proto';
const BYTES = 'bytes payload';
/** Envelopes by the type of their content, because parsing the schema takes time. */
const envelopes = new Map<string, PayloadFormat>();

/** @param content type of the content of `Data` */
export function formatOfMessage(name: string, content = 'bytes'): PayloadFormat {
  const text = MESHTASTIC_PROTO.replace(BYTES, `${content} payload`);
  const made = protobufStep.make([NAME, name], [{ name: NAME, text }]);
  if ('key' in made) throw new Error(`The schema has no ${name}.`);
  return { ...made, id: `meshtastic-${name}`, name: `Meshtastic ${name}` };
}

function envelopeOf(content: string): PayloadFormat {
  const known = envelopes.get(content) ?? formatOfMessage('ServiceEnvelope', content);
  envelopes.set(content, known);
  return known;
}

function formatFor(envelope: Uint8Array): PayloadFormat {
  const packet = packetIn(envelope);
  const decoded = packet && decodedIn(envelope, packet);
  const found = decoded && contentOf(envelope, decoded);
  return envelopeOf(found?.type ?? 'bytes');
}

/** Reads an envelope, with the content of an unencrypted packet by its port. */
export const envelopeFormat = (): PayloadFormat => ({
  ...envelopeOf('bytes'),
  decode: (payload) => formatFor(payload).decode?.(payload) ?? { tree: undefined },
  layOut: (payload) => formatFor(payload).layOut?.(payload),
});
