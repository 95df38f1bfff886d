/**
 * Decides which clients may sign in to the broker. The local platform alone decides for its devices. For all
 * others, the first matching rule decides:
 * 1. The demo fleet signs in with the credential of this start, only from this machine.
 * 2. Clients that sign in as a device of Alibaba Cloud IoT are rejected, because there is no platform.
 * 3. Clients with a user name from a certificate are accepted, and MQTT-SN clients as the user of --sn-user.
 * 4. A client with neither a user name nor a password is accepted beside users, if that was asked for.
 * 5. If there are users, a user needs the right password.
 * 6. If there are none, the client needs a certificate, or, if certificates are not used, a loopback
 *    connection to this machine, or one over WebSocket through the proxy of --ingress.
 */

import { randomBytes } from 'node:crypto';
import { isDeviceSignIn } from '../../alibaba/identity.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import type { Verdict } from '../../broker/core/contract/verdicts.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import { machineOfPeer } from '../net/addresses.ts';
import type { Finding, UserCheck } from './userCheck.ts';
import { sameSecret } from './users.ts';

const BAD_USER_NAME_OR_PASSWORD = 0x86;
const NOT_AUTHORIZED = 0x87;
const SERVER_BUSY = 0x89;

const VERDICTS: Record<Finding, Verdict> = {
  right: 'ok',
  wrong: { reasonCode: BAD_USER_NAME_OR_PASSWORD, reasonString: 'Wrong user name or password' },
  busy: {
    reasonCode: SERVER_BUSY,
    returnCode: 3,
    reasonString: 'Too many passwords are being checked; try again later',
  },
  later: {
    reasonCode: SERVER_BUSY,
    returnCode: 3,
    reasonString: 'Too many wrong passwords for this user from this address; try again later',
  },
};

const NO_PASSWORD: Verdict = {
  reasonCode: NOT_AUTHORIZED,
  reasonString: 'This broker requires a user name and a password',
};

const NO_DEVICES: Verdict = {
  reasonCode: BAD_USER_NAME_OR_PASSWORD,
  returnCode: 4,
  reasonString: 'This is the sign-in of a device, and the companion has no devices (see --alibaba)',
};

export interface Credential {
  readonly userName: string;
  readonly password: string;
}

/** A credential that cannot be guessed and ends with the process. */
export function credentialOfThisStart(): Credential {
  return { userName: 'mqttscope-demo', password: randomBytes(32).toString('base64url') };
}

/** Decides whether a client may connect. `isOpen` returns true while the client is still connected. */
export type Admission = (
  packet: ConnectPacket,
  peer: Peer,
  isOpen: () => boolean,
) => Verdict | Promise<Verdict>;

export interface AdmissionRules {
  /** Credential of the demo fleet; undefined if there is none. */
  readonly demo: Credential | undefined;
  /** Receives the peers that sign in as the demo fleet. */
  readonly demoPeers: WeakSet<Peer>;
  readonly users: UserCheck;
  /** True if clients must show a certificate, so every client over TLS has one. */
  readonly areCertified: boolean;
  /** Accepts clients without a user name beside users. */
  readonly allowsAnonymous?: boolean;
  /** True if all WebSockets come from a proxy that signs its users in. */
  readonly areWebSocketsSignedIn?: boolean;
}

export function admission(rules: AdmissionRules): Admission {
  return (packet, peer, isOpen) => {
    if (isDemo(packet, peer, rules.demo)) {
      rules.demoPeers.add(peer);
      return 'ok';
    }
    if (peer.transport === 'udp' && rules.demoPeers.has(peer)) return 'ok';
    if (isDeviceSignIn(packet.clientId, packet.userName)) return NO_DEVICES;
    if (peer.certifiedName !== undefined) return 'ok';
    // MQTT-SN has no password and no certificate.
    if (peer.transport === 'udp') return rules.users.size > 0 ? NO_PASSWORD : judgeStranger(peer);
    if (rules.users.size === 0 && rules.areCertified && peer.secure) return 'ok';
    if (rules.users.size === 0 && peer.transport === 'websocket' && rules.areWebSocketsSignedIn)
      return 'ok';
    if (rules.users.size === 0 && !rules.areCertified) return judgeStranger(peer);
    const isAnonymous = packet.userName === undefined && packet.password === undefined;
    if (isAnonymous && rules.allowsAnonymous === true) return 'ok';
    return judgeUser(packet, peer, isOpen, rules.users);
  };
}

function isDemo(packet: ConnectPacket, peer: Peer, demo: Credential | undefined): boolean {
  return (
    demo !== undefined &&
    // The demo fleet connects to the companion's own address, which may be a network address.
    (peer.loopback || peer.isOwnAddress === true) &&
    packet.userName === demo.userName &&
    packet.password !== undefined &&
    sameSecret(demo.password, packet.password)
  );
}

function judgeUser(
  packet: ConnectPacket,
  peer: Peer,
  isOpen: () => boolean,
  users: UserCheck,
): Verdict | Promise<Verdict> {
  if (packet.userName === undefined || packet.password === undefined) {
    return NO_PASSWORD;
  }
  const host = machineOfPeer(peer.address);
  const finding = users.check(packet.userName, packet.password, { host, isOpen });
  return finding instanceof Promise ? finding.then((found) => VERDICTS[found]) : VERDICTS[finding];
}

function judgeStranger(peer: Peer): Verdict {
  return peer.loopback
    ? 'ok'
    : {
        reasonCode: NOT_AUTHORIZED,
        reasonString: 'Without users, only clients on this machine may connect, over loopback',
      };
}
