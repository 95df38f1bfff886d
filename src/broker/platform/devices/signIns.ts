/** The last sign-ins of a device, or of those that nobody knows, good and bad, as the platform judged them. */

import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import type { SignInFacts } from './commands.ts';

/** Sign-ins that are remembered. */
const KEPT = 10;
/** What is longer is nobody's mistake. */
const LONGEST = 1024;

/** Credentials that were refused, until somebody asks what is wrong with them. They never leave the platform. */
interface RefusedCredentials {
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
}

/** Which mistake gives exactly that password; `later`: there has been enough to look for just now. */
export type FindMistake = (
  credentials: RefusedCredentials,
) => Partial<Pick<SignInFacts, 'mistake' | 'mistakeArgs' | 'signedInstead' | 'nearest'>> | 'later';

interface Entry {
  facts: SignInFacts;
  /** Not looked at yet. */
  refused: RefusedCredentials | undefined;
}

export class SignIns {
  /** Newest first. */
  readonly #entries: Entry[] = [];

  /** @param wrong its CONNECT, where its mistake may be found */
  add(facts: SignInFacts, wrong: ConnectPacket | undefined): void {
    this.#entries.unshift({ facts, refused: wrong && refusedCredentials(wrong) });
    if (this.#entries.length > KEPT) this.#entries.pop();
  }

  /** Newest first. Looks for mistakes where that has not been done. */
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
