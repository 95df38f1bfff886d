import { createServer, type Server } from 'node:http';
import { ControlToken } from '../control/controlToken.ts';
import { TokenGate } from '../control/tokenGate.ts';
import { answerWith, type WebServerOptions } from './webServer.ts';

/** Call once it listens. */
export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

type Served = Partial<WebServerOptions> & {
  /** Token of the control interface. */
  readonly token: string;
};

/** Creates only the companion's web server, with the given services; internal errors throw. */
export function webServerOf({ token, ...served }: Served): Server {
  const server = createServer();
  answerWith([server], {
    foreignWorker: () => undefined,
    own: () => ({
      scheme: 'http',
      host: '127.0.0.1',
      port: server.listening ? portOf(server) : 80,
      machineName: 'here',
      allowedOrigins: [],
    }),
    info: () => ({
      name: 'mqttscope',
      version: 1,
      appVersion: '1',
      demo: false,
      needsCredentials: false,
    }),
    app: '/nowhere',
    webSockets: undefined,
    control: undefined,
    bridge: undefined,
    gate: new TokenGate(new ControlToken(token), () => undefined),
    platform: undefined,
    failed: (_, error) => {
      throw error;
    },
    report: () => undefined,
    tooManyRequests: (socket) => socket.destroy(),
    ...served,
  });
  return server;
}
