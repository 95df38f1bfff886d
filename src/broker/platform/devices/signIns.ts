/** Recent sign-ins of a device or of unknown devices, successful or not, with the platform's judgement. */

import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import type { SignInFacts } from './commands.ts';

/** Sign-ins that are remembered. */
const KEPT = 10;
/** Longer texts are not stored. */
const LONGEST = 1024;

/** Refused credentials, kept until a user asks for the mistake. They never leave the platform. */
interface RefusedCredentials {
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
}

/** Finds the mistake that yields exactly that password; `later`: the search budget is used up. */
export type FindMistake = (
  credentials: RefusedCredentials,
) => Partial<Pick<SignInFacts, 'mistake' | 'mistakeArgs' | 'signedInstead' | 'nearest'>> | 'later';

interface Entry {
  facts: SignInFacts;
  /** Not examined yet. */
  refused: RefusedCredentials | undefined;
}

export class SignIns {
  /** Newest first. */
  readonly #entries: Entry[] = [];

  /** @param wrong its CONNECT, if its mistake can be searched */
  add(facts: SignInFacts, wrong: ConnectPacket | undefined): void {
    this.#entries.unshift({ facts, refused: wrong && refusedCredentials(wrong) });
    if (this.#entries.length > KEPT) this.#entries.pop();
  }

  /** Newest first. Searches for mistakes not examined yet. */
  all(find: FindMistake): readonly SignInFacts[] {
    return this.#entries.map((entry) => told(entry, find));
  }

  last(find: FindMistake): SignInFacts | undefined {
    const [entry] = this.#entries;
    return entry && told(entry, find);
  }
}

function refusedCredentials({
  clientId,
  userName = '',
  password,
}: ConnectPacket): RefusedCredentials | undefined {
  const isLong = [clientId, userName, password ?? ''].some(({ length }) => length > LONGEST);
  const text = password === undefined || isLong ? undefined : decodeUtf8(password);
  return text === undefined ? undefined : { clientId, userName, password: text };
}

function told(entry: Entry, find: FindMistake): SignInFacts {
  if (entry.refused !== undefined) {
    const found = find(entry.refused);
    if (found === 'later') return entry.facts;
    entry.refused = undefined;
    entry.facts = { ...entry.facts, ...found };
  }
  return entry.facts;
}
