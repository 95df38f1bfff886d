/**
 * Finds client id, user name and password in whatever a person has: a device's log, another tool's output,
 * a command line, JSON, source code, or a CONNECT packet in hex. Never throws; what it does not find is absent.
 */
import type { ConnectPacket } from '../mqtt/tables/packet.ts';
import {
  brokenConnectInText,
  type ConnectCircumstances,
  circumstancesOfConnect,
  connectIn,
  connectsInText,
  credentialsOfConnect,
} from './connectInText.ts';
import {
  type Group,
  type Sighting,
  shapedSightings,
  sightings,
  withoutLabels,
} from './credentialShapes.ts';
import type { Credentials } from './credentials.ts';
import type { FoundMistake } from './mistakes.ts';
import { outcomeInText } from './refusalInText.ts';
import { clientIdsIn, distinct, timestampsIn } from './signedMaterial.ts';
import { unwrappings } from './wrappedLines.ts';

export interface FoundCredentials {
  /** Of the last sign-in in the text, as it stands there. */
  readonly clientId: string | undefined;
  readonly userName: string | undefined;
  readonly password: string | undefined;
  /** Sign-ins before it that are complete, oldest first. */
  readonly earlier: readonly Credentials[];
  /** Milliseconds or seconds since 1970 that stand anywhere in the text, in their order, each once. */
  readonly timestamps: readonly string[];
  /** Whether a CONNECT packet was read, or text. */
  readonly from: 'connect' | 'text';
  /** Of that CONNECT packet. */
  readonly circumstances: ConnectCircumstances | undefined;
  /** What is wrong with it, where no broker can read it. */
  readonly packetFault: FoundMistake | undefined;
  /** What may have been signed as clientId, in their order, each once. */
  readonly clientIds: readonly string[];
  /** The text goes on with a refusal of the credentials. */
  readonly isRefused: boolean;
  /** It goes on with a connection that failed, and does not tell why. */
  readonly hasFailed: boolean;
}

type Found = Omit<FoundCredentials, 'isRefused' | 'hasFailed'>;

/** Of a longer text its end, where the last sign-in stands. */
const LONGEST_TEXT = 1 << 19;

export function findCredentials(given: string): FoundCredentials {
  const text = given.slice(-LONGEST_TEXT);
  const found = credentialsIn(text);
  const outcome = outcomeInText(text, found.password);
  return { ...found, isRefused: outcome === 'refused', hasFailed: outcome === 'failed' };
}

function credentialsIn(text: string): Found {
  const found = findIn(text);
  let fullest = found;
  for (const { text: whole, isSure } of unwrappings(text)) {
    if (isWhole(found) && !isSure) return found;
    const other = findIn(whole);
    if (isWhole(other)) return other;
    if (given(other) > given(fullest)) fullest = other;
  }
  return fullest;
}

/** How many of the three it has. */
function given({ clientId, userName, password }: Found): number {
  return [clientId, userName, password].filter((field) => field !== undefined).length;
}

/** As the platform would take them, for all that their form says. */
function isWhole({ clientId = '', userName = '', password = '' }: Found): boolean {
  const isSigned = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(password);
  return isSigned && userName.includes('&') && /\|[^|]*\|$/.test(clientId);
}

function findIn(text: string): Found {
  const plain = readable(text);
  const timestamps = timestampsIn(text);
  const clientIds = clientIdsIn(plain);
  const packets = connectsInText(text);
  const packet = packets.at(-1);
  if (packet !== undefined) return ofPacket(packets, packet, { timestamps, clientIds });
  const told = ofText(plain, { timestamps, clientIds });
  const broken = isWhole(told) ? undefined : brokenConnectInText(text);
  if (broken === undefined) return told;
  const { fault, credentials, mended } = broken;
  const read = mended && connectIn(mended);
  return {
    ...told,
    ...(read ? credentialsOfConnect(read) : credentials),
    from: 'connect',
    circumstances: read && circumstancesOfConnect(read),
    packetFault: fault,
  };
}

type Material = Pick<Found, 'timestamps' | 'clientIds'>;

function ofPacket(
  packets: readonly ConnectPacket[],
  last: ConnectPacket,
  { timestamps, clientIds }: Material,
): Found {
  const connects = distinctSignIns(packets.map(credentialsOfConnect));
  const credentials = credentialsOfConnect(last);
  return {
    ...credentials,
    earlier: connects.filter((one) => JSON.stringify(one) !== JSON.stringify(credentials)),
    timestamps: distinct([...timestamps, ...timestampsIn(credentials.clientId)]),
    clientIds,
    from: 'connect',
    circumstances: circumstancesOfConnect(last),
    packetFault: undefined,
  };
}

function ofText(plain: string, { timestamps, clientIds }: Material): Found {
  const named = sightings(plain);
  const groups = signInsOf(named.length > 0 ? named : shapedSightings(plain));
  const last = groups.at(-1) ?? {};
  const { clientId, userName, password } = withoutLabels(plain, last);
  const earlier = groups.slice(0, -1).flatMap((group) => complete(group) ?? []);
  return {
    clientId,
    userName,
    password,
    earlier: distinctSignIns(earlier),
    timestamps: distinct([...timestamps, ...timestampsIn(clientId ?? '')]),
    clientIds,
    from: 'text',
    circumstances: undefined,
    packetFault: undefined,
  };
}

function distinctSignIns(list: readonly Credentials[]): readonly Credentials[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

const ESCAPE = String.fromCharCode(0x1b);
const COLOUR = new RegExp(String.raw`${ESCAPE}\[[0-9;]*[A-Za-z]`, 'g');

/** Without what a terminal takes for colours, and without the escapes of JSON in JSON, of AT commands, XML and queries. */
function readable(text: string): string {
  const plain = text.replace(COLOUR, '').replaceAll('\u200b', '');
  const bare = plain.replace(/(?<!\\)\\+(["',|])/g, '$1').replace(/\\u0026/gi, '&');
  const decoded = /<\/\w+>/.test(bare) ? bare.replaceAll('&amp;', '&') : bare;
  return /%7c/i.test(decoded) ? fromQuery(decoded) : decoded;
}

function fromQuery(text: string): string {
  return text
    .replace(/&(?=\w+=)/g, '\n')
    .replace(/%([2-7][0-9a-f])/gi, (_whole, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
}

/** A field that comes again with another value begins another sign-in. */
function signInsOf(found: readonly Sighting[]): readonly Group[] {
  const groups: Group[] = [];
  let group: Group = {};
  // Of a sign-in that is complete, what came once more: it is the next one's, if there is a next one.
  let again: Group = {};
  let carried: Group = {};
  for (const { field, value } of found) {
    const before = group[field];
    if (before === value) {
      if (complete(group)) again = { ...again, [field]: value };
    } else if (
      before === undefined ||
      before === '' ||
      (before === carried[field] && !complete(group))
    ) {
      group = { ...group, [field]: value };
    } else {
      groups.push(group);
      carried = again;
      again = {};
      group = { ...carried, [field]: value };
    }
  }
  if (Object.keys(group).length > 0) groups.push(group);
  const whole = groups.filter((one) => complete(one) !== undefined);
  return whole.length > 0 ? whole : groups.slice(-1);
}

function complete({ clientId, userName, password }: Group): Credentials | undefined {
  return clientId === undefined || userName === undefined || password === undefined
    ? undefined
    : { clientId, userName, password };
}
