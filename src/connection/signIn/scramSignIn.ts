/** Signs in with SCRAM (RFC 5802, RFC 7677) in AUTH packets (4.12): the password never leaves this client. */

import { formatBase64 } from '../../base/base64.ts';
import { ScramClient } from '../../mqtt/scram/client.ts';
import { SCRAM_METHOD } from '../../mqtt/scram/scramMethod.ts';
import type { AuthPacket, ConnackPacket } from '../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import type { PasswordSignIn } from '../../profiles/settings/settings.ts';
import type { Environment } from '../environment/environment.ts';
import type { Authenticator } from '../link/conversation.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { Credentials } from './connectPacket.ts';

/** Reason code of AUTH (3.15.2.1). */
const CONTINUE = 0x18;
const AGAIN = 0x19;
/** Random bytes in a nonce. */
const NONCE = 18;

export class ScramSignIn implements Authenticator {
  readonly #newClient: () => ScramClient;
  #client: ScramClient;

  constructor(newClient: () => ScramClient) {
    this.#newClient = newClient;
    this.#client = newClient();
  }

  /** The user name is part of the SCRAM data. */
  credentials(url: string, clientId: string): Credentials {
    return { clientId, fields: {}, url, properties: this.#properties(this.#client.first()) };
  }

  answer(
    packet: AuthPacket,
  ): { readonly send: AuthPacket } | { readonly error: ConnectionFact } | undefined {
    const data = propertyValue(packet.properties, 'authenticationData');
    if (packet.reasonCode !== CONTINUE) {
      // It ends an exchange that we started again.
      const error = this.#client.verify(data);
      return error && { error: { key: 'scram', args: { error } } };
    }
    const step = this.#client.prove(data);
    return step.ok
      ? { send: this.#auth(CONTINUE, step.data) }
      : { error: { key: 'scram', args: { error: step.error } } };
  }

  accepted({ properties }: ConnackPacket): ConnectionFact | undefined {
    const error = this.#client.verify(propertyValue(properties, 'authenticationData'));
    return error && { key: 'scram', args: { error } };
  }

  /** An AUTH that starts over. */
  again(): AuthPacket {
    this.#client = this.#newClient();
    return this.#auth(AGAIN, this.#client.first());
  }

  #auth(reasonCode: number, data: Uint8Array): AuthPacket {
    return { type: 'auth', reasonCode, properties: this.#properties(data) };
  }

  #properties(data: Uint8Array): readonly Property[] {
    return [
      { name: 'authenticationMethod', value: SCRAM_METHOD },
      { name: 'authenticationData', value: data },
    ];
  }
}

/** Made for each connection, because a nonce is valid only once. */
export function scramSignIn(
  environment: Pick<Environment, 'randomBytes'>,
  { userName, password }: PasswordSignIn,
): ScramSignIn {
  const nonce = (): string => formatBase64(environment.randomBytes(NONCE));
  return new ScramSignIn(() => new ScramClient(userName, password, nonce()));
}
