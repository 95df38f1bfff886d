/** Client streams with broken framing and a secret, to test what captures without secrets keep. */
import { encode } from '../../src/mqtt/codec/encode.ts';
import { connecting } from './peers/rawClient.ts';

const CLIENT = { clientId: 'leaky', userName: 'ann' } as const;

export interface BrokenStream {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function brokenStreams(secret: string): readonly BrokenStream[] {
  const password = Buffer.from(secret);
  const connect = Buffer.from(encode(connecting(5, { ...CLIENT, password }), 5));
  const short = Buffer.from(connect);
  short[1] = 20;
  const body = `{"productKey":"pk","deviceSecret":"${secret}"}`;
  const request = `POST /auth HTTP/1.1\r\nHost: broker\r\nAuthorization: Bearer ${secret}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return [
    { name: 'a remaining length that is too short', bytes: short },
    {
      name: 'junk before CONNECT',
      bytes: Buffer.concat([Buffer.from([0x0b, 0x9f, 0x31]), connect]),
    },
    { name: 'two CONNECTs', bytes: Buffer.concat([connect, connect]) },
    { name: 'a request of HTTP', bytes: Buffer.from(request) },
  ];
}
