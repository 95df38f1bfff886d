/** A stand-in for the Supervisor of Home Assistant. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { ROOT } from '../run/step.ts';

/** Folder of the app for Home Assistant. */
export const APP = path.join(ROOT, 'homeassistant/mqttscope');

interface Supervisor {
  /** For `SUPERVISOR_API`. */
  readonly api: string;
  /** Method, path and authorization of each request. */
  readonly requests: readonly string[];
  readonly close: () => void;
}

/** @param service answer to `/services/mqtt`; undefined: no app provides a broker */
export async function standInSupervisor(service: object | undefined): Promise<Supervisor> {
  const requests: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    requests.push([method, url, headers.authorization].join(' '));
    const answer =
      service === undefined
        ? { result: 'error', message: 'Service not enabled' }
        : { result: 'ok', data: service };
    response.writeHead(service === undefined ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    api: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
