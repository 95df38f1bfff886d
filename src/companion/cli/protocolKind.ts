/** Reads MQTT versions in options. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { UsageError } from './errors.ts';
import type { Kind } from './options.ts';

const VERSIONS: ReadonlyMap<string, ProtocolVersion> = new Map([
  ['3.1', 3],
  ['3.1.1', 4],
  ['5', 5],
  // A common spelling.
  ['5.0', 5],
]);

export const protocol: Kind<ProtocolVersion> = {
  choices: ['3.1', '3.1.1', '5'],
  read: (text, option) => {
    const version = VERSIONS.get(text);
    if (version !== undefined) return version;
    throw new UsageError((say) => say.notAChoice(option, ['3.1', '3.1.1', '5'], text));
  },
};
