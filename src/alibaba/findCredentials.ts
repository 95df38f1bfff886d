/**
 * Finds client id, user name and password in text: a device's log, output of other tools, a command line,
 * JSON, source code, or a CONNECT packet in hexadecimal digits. Never throws; missing values are absent.
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
import { unwrappings } from './wrappedLines.ts';

export interface FoundCredentials {
  /** From the last sign-in in the text, unchanged. */
  readonly clientId: string | undefined;
  readonly userName: string | undefined;
  readonly password: string | undefined;
  /** Complete sign-ins before it, oldest first. */
  readonly earlier: readonly Credentials[];
  /** All milliseconds or seconds since 1970 in the text, in order without repeats. */
  readonly timestamps: readonly string[];
  /** Whether a CONNECT packet or text was read. */
  readonly from: 'connect' | 'text';
  /** From that CONNECT packet. */
  readonly circumstances: ConnectCircumstances | undefined;
  /** The error in the packet, if no broker can read it. */
  readonly packetError: FoundMistake | undefined;
  /** Texts that may have been signed as clientId, in order without repeats. */
  readonly clientIds: readonly string[];
}

/** Limit of characters. Only the end of a longer text is read, because it has the last sign-in. */
const LONGEST_TEXT = 1 << 19;

export function findCredentials(whole: string): FoundCredentials {
  const text = whole.slice(-LONGEST_TEXT);
  const found = findIn(text);
  let fullest = found;
  for (const { text: unwrapped, isSure } of unwrappings(text)) {
    if (isWhole(found) && !isSure) return found;
    const other = findIn(unwrapped);
    if (isWhole(other)) return other;
    if (given(other) > given(fullest)) fullest = other;
  }
  return fullest;
}

/** Number of fields that were found. */
function given({ clientId, userName, password }: FoundCredentials): number {
  return [clientId, userName, password].filter((field) => field !== undefined).length;
}

/** Whether all fields have a form that the platform may accept. */
function isWhole({ clientId = '', userName = '', password = '' }: FoundCredentials): boolean {
  const isSigned = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(password);
  return isSigned && userName.includes('&') && /\|[^|]*\|$/.test(clientId);
}

function findIn(text: string): FoundCredentials {
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
    packetError: fault,
  };
}

type Material = Pick<FoundCredentials, 'timestamps' | 'clientIds'>;

function ofPacket(
  packets: readonly ConnectPacket[],
  last: ConnectPacket,
  { timestamps, clientIds }: Material,
): FoundCredentials {
  const connects = distinctSignIns(packets.map(credentialsOfConnect));
  const credentials = credentialsOfConnect(last);
  return {
    ...credentials,
    earlier: connects.filter((one) => JSON.stringify(one) !== JSON.stringify(credentials)),
    timestamps: distinct([...timestamps, ...timestampsIn(credentials.clientId)]),
    clientIds,
    from: 'connect',
    circumstances: circumstancesOfConnect(last),
    packetError: undefined,
  };
}

function ofText(plain: string, { timestamps, clientIds }: Material): FoundCredentials {
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
    packetError: undefined,
  };
}

function distinctSignIns(list: readonly Credentials[]): readonly Credentials[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

const ESCAPE = String.fromCharCode(0x1b);
const COLOUR = new RegExp(String.raw`${ESCAPE}\[[0-9;]*[A-Za-z]`, 'g');

/** The text without terminal colours and without the escapes of nested JSON, AT commands, XML and queries. */
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

/** A repeated field with another value begins a new sign-in. */
function signInsOf(found: readonly Sighting[]): readonly Group[] {
  const groups: Group[] = [];
  let group: Group = {};
  // Repeated fields after a complete sign-in belong to the next one, if there is one.
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

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** From 2001 to 2100, so that other numbers of that length do not count. */
const TIME = /(?<![\w.])(?:[1-3]\d{12}|[1-3]\d{9})(?![\w.])/g;
const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)/g;
/** Limit of times in a log; the last ones count. */
const MOST_TIMES = 200;

function timestampsIn(text: string): readonly string[] {
  const numbers = [...text.matchAll(TIME)].map(([digits]) => digits);
  const named = [...text.matchAll(/timestamp["'=: ]{0,4}(\d{1,16})/gi)].map(
    ([, digits = '']) => digits,
  );
  const dates = [...text.matchAll(ISO_TIME)].map(([date]) => Date.parse(date));
  const iso = dates.filter((time) => Number.isFinite(time)).map(String);
  return distinct([...iso, ...numbers, ...named].slice(-MOST_TIMES));
}

/** The signed text, printed by a program. */
const SIGN_CONTENT = /clientId([^\r\n]{1,200}?)deviceName[^\r\n]{1,80}?productKey/g;
const NAMED_ID =
  /client[\s_.-]?id["'\])]{0,2}\s{0,4}(?:[:=>]|->|\bis\b|为|是)[:=>]?\s{0,4}["'[(]?([^\s"'|,;\])]{1,200})/gi;
/** Limit of client ids in a log; the last ones count. */
const MOST_IDS = 50;

/** Texts that may have been signed as the client id's base. */
function clientIdsIn(text: string): readonly string[] {
  const found = [SIGN_CONTENT, NAMED_ID].flatMap((shape) =>
    [...text.matchAll(shape)].map(([, id = '']) => id),
  );
  return distinct(found.filter((id) => id !== '')).slice(-MOST_IDS);
}
