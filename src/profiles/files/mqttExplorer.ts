/** Connections of MQTT Explorer, from its `settings.json`. */
import { flagIn, foreign, listIn, textIn } from './foreign.ts';
import {
  addressNotes,
  addressOf,
  baseProfile,
  nameOf,
  type ReadProfile,
  skipped,
  subscriptionsOf,
} from './foreignProfile.ts';
import type { LeftOutFact } from './importFacts.ts';

const CONNECTIONS = 'ConnectionManager_connections';

/** undefined: it is not such a file. */
export function readMqttExplorer(value: unknown): readonly ReadProfile[] | undefined {
  const connections = foreign(foreign(value)?.get(CONNECTIONS));
  return connections && [...connections.values()].map(readOne);
}

/** What it made by itself, for connections that were made before it knew better. */
const GENERATED = /^mqtt-explorer-[0-9a-f]{8}$/;

function readOne(value: unknown): ReadProfile {
  const fields = foreign(value);
  if (fields === undefined) return skipped('', { key: 'not-a-profile', args: {} });
  const name = nameOf(fields);
  const type = textIn(fields, 'type') || 'mqtt';
  if (type !== 'mqtt') return skipped(name, { key: 'other-type', args: { type } });
  const isEncrypted = flagIn(fields, 'encryption') === true;
  const kind = textIn(fields, 'protocol') === 'ws' ? 'ws' : 'mqtt';
  const address = addressOf(fields, isEncrypted ? `${kind}s` : kind, textIn(fields, 'basePath'));
  if (address.why !== undefined) return skipped(name, address.why);
  const isGenerated = GENERATED.test(textIn(fields, 'clientId'));
  const profile = baseProfile(
    isGenerated ? new Map([...fields, ['clientId', '']]) : fields,
    address.url,
  );
  const { list, leftOut } = subscriptionsOf(listIn(fields, 'subscriptions'), 4);
  const isOwnKey = textIn(foreign(fields.get('clientKey')), 'data') !== '';
  const certificate = foreign(fields.get(isOwnKey ? 'clientKey' : 'clientCertificate'));
  const authority = foreign(fields.get('selfSignedCertificate'));
  const notes: LeftOutFact[] = [...addressNotes(address.url)];
  if (authority) notes.push(named('ca-certificate', authority));
  if (certificate) notes.push(named('client-certificate', certificate));
  if (isEncrypted && flagIn(fields, 'certValidation') === false) {
    notes.push({ key: 'unchecked', args: {} });
  }
  if (isGenerated) notes.push({ key: 'generated-client-id', args: {} });
  return {
    profile: { ...profile, settings: { ...profile.settings, subscriptions: list } },
    leftOut: [...notes, ...leftOut],
  };
}

const named = (
  key: 'ca-certificate' | 'client-certificate',
  file: ReadonlyMap<string, unknown>,
): LeftOutFact => ({ key, args: { name: textIn(file, 'name') } });
