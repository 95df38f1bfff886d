/** Reads connections of MQTT Explorer from its `settings.json`. */
import { filledIn } from '../settings/lineSettings.ts';
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

/** undefined for another file. */
export function readMqttExplorer(value: unknown): readonly ReadProfile[] | undefined {
  const connections = foreign(foreign(value)?.get(CONNECTIONS));
  return connections && [...connections.values()].map(readOne);
}

/** Client identifiers that old versions of MQTT Explorer generated. */
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
  const [ca, cert, key] = ['selfSignedCertificate', 'clientCertificate', 'clientKey'].map((one) =>
    foreign(fields.get(one)),
  );
  const [authority, own, ownKey] = [ca, cert, key].map(pemIn);
  const line = filledIn({
    tls: { ...(authority && { ca: authority }), ...(own && ownKey && { cert: own, key: ownKey }) },
  });
  const notes: LeftOutFact[] = [...addressNotes(address.url)];
  if (ca && !authority) notes.push(named('ca-certificate', ca));
  if ((cert || key) && !(own && ownKey)) {
    notes.push(named('client-certificate', cert ?? key ?? new Map()));
  }
  if (isEncrypted && flagIn(fields, 'certValidation') === false) {
    notes.push({ key: 'unchecked', args: {} });
  }
  if (isGenerated) notes.push({ key: 'generated-client-id', args: {} });
  return {
    profile: {
      ...profile,
      settings: { ...profile.settings, subscriptions: list, ...(line !== undefined && { line }) },
    },
    leftOut: [...notes, ...leftOut],
  };
}

const named = (
  key: 'ca-certificate' | 'client-certificate',
  file: ReadonlyMap<string, unknown>,
): LeftOutFact => ({ key, args: { name: textIn(file, 'name') } });

/** MQTT Explorer stores files of any content in Base64. */
function pemIn(file: ReadonlyMap<string, unknown> | undefined): { text: string } | undefined {
  try {
    const text = atob(textIn(file, 'data'));
    return text.includes('-----BEGIN ') ? { text } : undefined;
  } catch {
    return undefined;
  }
}
