/** MQTT 5's exchange of AUTH packets (4.12), before CONNACK and for re-authentication. */

import type { AuthPacket, ConnectPacket } from '../../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import type { AuthenticationExchange } from '../contract/hooks.ts';
import { REASON, refuse } from '../contract/reasons.ts';
import type { Refusal, Verdict } from '../contract/verdicts.ts';
import type { Authentication, Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';

/** `exchange`: AUTH was sent, and the client's AUTH is awaited. */
export type Progress = Verdict | 'exchange';

const AUTH_REASON = { success: 0x00, continue: 0x18, again: 0x19 } as const;

/** Starts the method named in CONNECT. */
export function beginAuthentication(
  core: Core,
  connection: Connection,
  { clientId, userName, properties }: ConnectPacket,
  method: string,
): Progress {
  const authentication = {
    method,
    clientId,
    userName,
    exchange: undefined,
    data: undefined,
    verifiedName: undefined,
  };
  connection.authentication = authentication;
  return begin(core, connection, authentication, properties);
}

/** Handles AUTH from a client, before or after it is accepted. */
export function receiveAuth(core: Core, connection: Connection, packet: AuthPacket): Progress {
  const { authentication, session } = connection;
  if (authentication === undefined) {
    // [MQTT-4.12.0-7]
    return refuse(REASON.protocolError, 'AUTH without an authentication method in CONNECT.');
  }
  if (propertyValue(packet.properties, 'authenticationMethod') !== authentication.method) {
    // [MQTT-4.12.0-5, 4.12.1-1]
    return refuse(REASON.protocolError, 'The authentication method must be that of CONNECT.');
  }
  const isUnderWay = authentication.exchange !== undefined;
  if (packet.reasonCode === AUTH_REASON.continue && isUnderWay) {
    return advance(core, connection, authentication, packet.properties);
  }
  if (packet.reasonCode === AUTH_REASON.again && !isUnderWay && session !== undefined) {
    return begin(core, connection, authentication, packet.properties);
  }
  return refuse(REASON.protocolError, 'That reason code of AUTH does not belong here.');
}

/** Authentication properties of CONNACK [MQTT-4.12.0-5]. */
export function authenticationProperties({ authentication }: Connection): readonly Property[] {
  if (authentication === undefined) return [];
  const { method, data } = authentication;
  const properties: Property[] = [{ name: 'authenticationMethod', value: method }];
  if (data !== undefined) properties.push({ name: 'authenticationData', value: data });
  return properties;
}

const UNKNOWN_METHOD = refuse(
  REASON.badAuthenticationMethod,
  'This authentication method is not offered here.',
);

const OTHER_USER = refuse(REASON.notAuthorized, 'This is another user than before.');

function begin(
  core: Core,
  connection: Connection,
  authentication: Authentication,
  properties: readonly Property[] | undefined,
): Progress {
  const { clientId, method, userName } = authentication;
  const { peer, session } = connection;
  const start = { method, clientId, userName, peer, isAgain: session !== undefined };
  const started = core.ask<AuthenticationExchange | 'unknown'>('beginAuthentication', () => {
    const { beginAuthentication: hook } = core.hooks;
    return hook?.(start) ?? 'unknown';
  });
  if (started === 'unknown') return UNKNOWN_METHOD;
  if (typeof started !== 'function') return started;
  authentication.exchange = started;
  return advance(core, connection, authentication, properties);
}

function advance(
  core: Core,
  connection: Connection,
  authentication: Authentication,
  properties: readonly Property[] | undefined,
): Progress {
  const { exchange } = authentication;
  if (exchange === undefined) return UNKNOWN_METHOD;
  const given = propertyValue(properties, 'authenticationData');
  const step = core.ask('beginAuthentication', () => exchange(given));
  if (!('kind' in step)) return step satisfies Refusal;
  authentication.data = step.data;
  const isDone = step.kind === 'done';
  const { userName: shown } = step;
  if (isDone && shown !== undefined) {
    // A client accepted under a name stays that user.
    const before = authentication.verifiedName ?? authentication.userName;
    if (before !== undefined && before !== shown) return OTHER_USER;
    authentication.verifiedName = shown;
  }
  if (isDone) authentication.exchange = undefined;
  // The first exchange ends with CONNACK, a later one with AUTH.
  if (isDone && connection.session === undefined) return 'ok';
  connection.link.send({
    type: 'auth',
    reasonCode: isDone ? AUTH_REASON.success : AUTH_REASON.continue,
    properties: authenticationProperties(connection),
  });
  return isDone ? 'ok' : 'exchange';
}
