/** Messages of a running companion to the user who started it. */
import { counted } from './counted.ts';

const SIDES = { 'to-client': 'to', 'from-client': 'from' } as const;

const READ = { read: 'read', change: 'change', both: 'read and change' } as const;

/** The way in which a device connects. */
export interface DeviceEntry {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly productKey: string;
  readonly deviceName: string;
  readonly secureMode: 2 | 3;
}

export const notices = {
  internalError: (where: string, error: string): string =>
    `Internal error in the companion (${where}): ${error}`,
  portMoved: (port: number, option: string, to: number): string =>
    `Port ${port} is taken; ${option} has moved to ${to}.`,
  portOfOther: (port: number): string =>
    `A program of another user listens at port ${port}. Close pages of mqttscope that are open at that port: after a reload they belong to that program.`,
  foreignWorker: (): string =>
    'Another program has answered at this port before: it left a service worker in a browser. The service worker is removed. That program could read the app’s data at this address, including remembered secrets, so change these. To prevent it, use --http 0.',
  noBrowser: (address: string): string => `No browser could be opened; the app is at ${address}`,
  anonymousBehindProxy: (origin: string): string =>
    `If a proxy serves ${origin}, everybody who can reach it is an anonymous client of the broker. Add users with --users or --user.`,
  anonymousAllowedBehindProxy: (place: string): string =>
    `Everybody who can reach the proxy (${place}) may connect without a password, because of --allow-anonymous.`,
  anyUserName:
    'Without --user or --users, clients can use any user name of the access control list.',
  fewFiles: (files: number, connections: number): string =>
    `The system lets this program have ${files} connections open, fewer than the ${connections} that --max-connections and the limit of HTTP allow: further ones are closed (see ulimit -n).`,
  openToAll: (may: keyof typeof READ, path: string, option: string, remedy: string): string =>
    `All users of this machine may ${READ[may]} ${path} (${option}). Use ${remedy}.`,

  listensEverywhere: (apps: readonly string[]): string =>
    `Listening on all addresses of this machine; from other machines, open ${apps.join(' or ')}`,
  ingressOnly: (address: string): string =>
    `HTTP is only accepted from ${address}. Everybody whom that proxy lets through may use and control this companion, without a token.`,
  notEncrypted: 'Passwords and messages are not encrypted; use --tls-cert and --tls-key.',
  deviceEntry: ({ hosts, port, productKey, deviceName, secureMode }: DeviceEntry): string =>
    `A device signs in with host ${hosts.join(' or ')}, port ${port}, product key ${productKey}, device name ${deviceName}, its secret, and securemode ${secureMode}${secureMode === 2 ? ' (TLS)' : ''}.`,
  /** @param others further addresses */
  toPost: (others: readonly string[], command: string): string =>
    `To post as one of the devices${others.length > 0 ? ` (also at ${others.join(', ')})` : ''}: ${command}`,
  productSecrets: (known: readonly string[]): string =>
    `Products and their secrets, for devices that register themselves: ${known.join(', ')}`,

  logLost: (reason: string): string =>
    `The event log cannot be written (${reason}): events are lost until it can be written again.`,
  dataFails: (path: string, reason: string): string =>
    `The folder ${path} (--data) cannot be written: ${reason}. Messages of QoS 1 and 2, retained messages, subscriptions and connections are refused until it can be written again; no acknowledged data is lost.`,
  dataWorks: (path: string): string => `The folder ${path} (--data) can be written again.`,
  /** @param aside where the file that has its name now is kept */
  dataReplaced: (path: string, aside: string | undefined): string =>
    `${path} was removed, replaced or changed by another program. The companion writes it again, and no acknowledged data is lost.${aside === undefined ? '' : ` The other file is kept as ${aside}.`}`,
  dataSetAside: (path: string, aside: string): string =>
    `${path} has been changed or is incomplete, and a part of it cannot be read. A copy of it is kept as ${aside}.`,
  dataCut: (path: string, bytes: number): string =>
    `${path} ends with a record that was not completely written: ${counted(bytes, 'byte')}, ignored. After a crash, nothing in it had been acknowledged. If the file was truncated in another way, such as an incomplete copy, acknowledged data may be missing.`,
  /** The packet type is undefined if unknown, the client if it has no name. */
  faultDone: (
    rule: string,
    action: string,
    packet: string | undefined,
    direction: keyof typeof SIDES,
    client: string | undefined,
  ): string => {
    const whom = client === undefined ? 'a client without a name' : JSON.stringify(client);
    return `Fault rule ${rule}: ${action}, ${packet ?? 'a packet'} ${SIDES[direction]} ${whom}.`;
  },
  faultsUntold: (rule: string): string => `Fault rule ${rule}: further packets are not printed.`,

  /** Ends of sentences about a certificate. */
  shortKey: (type: string, bits: number, least: number): string =>
    `its key is too short: ${type} with ${bits} bits, minimum ${least}`,
  weakHash: (hash: string): string =>
    `it is signed over ${hash}, which can be forged: use at least SHA-256`,
  notYetValid: (from: string): string => `is not valid before ${from}`,
  expired: (to: string): string => `expired on ${to}`,
  outOfTime: (path: string, why: string): string =>
    `The certificate in ${path} ${why}: clients that check it will not connect.`,
};
