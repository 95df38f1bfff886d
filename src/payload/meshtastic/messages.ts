/** Looks up Meshtastic messages in the built-in schema. */

import { protobufStep } from '../protobuf/protobufStep.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { MESHTASTIC_PROTO } from './schema.ts';

const FILE = { name: 'meshtastic.proto', text: MESHTASTIC_PROTO };

export function formatOfMessage(name: string): PayloadFormat {
  const made = protobufStep.make([FILE.name, name], [FILE]);
  if ('key' in made) throw new Error(`The schema has no ${name}.`);
  return { ...made, id: `meshtastic-${name}`, name: `Meshtastic ${name}` };
}
