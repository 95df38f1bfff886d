/** Applies changed files while the companion runs. Sessions stay in every case. */

import type { Server as NetServer } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { Acl } from '../../broker/core/acl.ts';
import type { Client, Peer } from '../../broker/core/contract/parties.ts';
import type { Refusal } from '../../broker/core/contract/verdicts.ts';
import type { Authorisation } from '../access/authorisation.ts';
import type { HashedUsers } from '../access/passwordFile.ts';
import type { ScramVerifiers } from '../access/scramVerifiers.ts';
import type { UserCheck } from '../access/userCheck.ts';
import type { Users } from '../access/users.ts';
import { secureContextOf, type TlsIdentity } from '../net/tlsIdentity.ts';
import { Reloading, type ReloadingOptions, type Source } from './reloading.ts';

/** All user names and passwords, from every source. */
export interface UserSettings {
  readonly users: Users;
  readonly hashedUsers: HashedUsers;
}

/** Sources of settings that can be read again. */
export interface Sources {
  readonly users?: Source<UserSettings> | undefined;
  readonly acl?: Source<Acl> | undefined;
  /** The certificate's own warnings belong to the line that reports its reading. */
  readonly tls?: (Source<TlsIdentity> & { readonly hasClientCa?: boolean }) | undefined;
}

export interface ReloadOptions extends ReloadingOptions {
  readonly sources: Sources;
  readonly users: UserCheck;
  readonly verifiers: ScramVerifiers;
  readonly areNamesVerified: () => boolean;
  readonly demoPeers: WeakSet<Peer>;
  readonly authorisation: Authorisation;
  readonly servers: readonly NetServer[];
  /** Disconnects clients for which `reasonFor` gives a reason. */
  readonly review: (reasonFor: (client: Client) => Refusal | undefined) => number;
  readonly identified: (identity: TlsIdentity) => void;
}

const NOT_AUTHORIZED = 0x87;
const CHANGED: Refusal = {
  reasonCode: NOT_AUTHORIZED,
  reasonString: 'The users have changed; sign in again',
};

export function reloadOnChange(followed: ReloadOptions): Reloading {
  const { sources, users, demoPeers, authorisation, servers, review, identified } = followed;
  const { areNamesVerified, notice, verifiers } = followed;
  const reloading = new Reloading(followed);
  const { users: source } = sources;
  const usersSource = source && {
    ...source,
    read: async () => {
      const settings = await source.read();
      await verifiers.prepare(settings.users);
      return settings;
    },
  };
  reloading.follow('users', usersSource, ({ users: plain, hashedUsers }) => {
    const isFirst = users.size === 0;
    const changed = users.replace(plain, hashedUsers);
    const isChanged = ({ admitted, peer, userName }: Client): boolean =>
      admitted === undefined &&
      peer.certifiedName === undefined &&
      !demoPeers.has(peer) &&
      // Clients that connected before there were users have shown no password.
      (isFirst || (userName !== undefined && changed.has(userName)));
    const ended = review((client) => (isChanged(client) ? CHANGED : undefined));
    const { size } = users;
    return (say) => say.countNow(size, ended);
  });
  reloading.follow('access rules', sources.acl, (acl) => {
    authorisation.replace(acl);
    if (acl.users.size > 0 && !areNamesVerified()) notice((say) => say.anyUserName);
    return undefined;
  });
  const { hasClientCa = false } = sources.tls ?? {};
  const ofTls = hasClientCa ? 'certificate, key and client CA' : 'certificate and key';
  reloading.follow(ofTls, sources.tls, (identity) => {
    for (const server of servers) {
      if (server instanceof TlsServer) server.setSecureContext(secureContextOf(identity));
    }
    identified(identity);
    for (const warning of identity.warnings ?? []) followed.notice(warning);
    return (say) => say.certificateNow;
  });
  return reloading;
}
