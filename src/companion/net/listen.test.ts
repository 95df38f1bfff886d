import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../connection/ports.testkit.ts';
import { StartError } from '../cli/errors.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { listen } from './listen.ts';
import { listenerOwner } from './listenerOwner.ts';

const HOST = '127.0.0.1';

function server(): Server {
  const created = createServer();
  onTestFinished(() => {
    created.close();
  });
  return created;
}

const occupy = (): Promise<number> => listen(server(), HOST, { port: 0, given: true }, '--x');

describe('listening', () => {
  it('takes a free port for 0', async () => {
    expect(await occupy()).toBeGreaterThan(0);
  });

  it('at a given taken port fails and names the option', async () => {
    const port = await occupy();
    const attempt = listen(server(), HOST, { port, given: true }, '--mqtt');
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(new RegExp(`127.0.0.1:${port}: it is in use.*--mqtt`));
  });

  it('at the usual port moves if that is taken', async () => {
    const port = await occupy();
    const moved = await listen(server(), HOST, { port, given: false }, '--mqtt');
    expect(moved).toBeGreaterThan(0);
    expect(moved).not.toBe(port);
  });

  it.runIf(process.platform === 'linux')('reports the owner of a port', async () => {
    const port = await occupy();
    expect(listenerOwner(port)).toBe(process.getuid?.());
    expect(listenerOwner(await freePort())).toBeUndefined();
  });

  it('at a foreign address fails', async () => {
    const attempt = listen(server(), '192.0.2.1', { port: 0, given: true }, '--http');
    await expect(attempt).rejects.toThrow(/no such address/);
  });
});

describe('a companion', () => {
  it('reports a moved port', async () => {
    const port = await occupy();
    const companion = await startTestCompanion({ mqtt: { port, given: false } });
    expect(companion.notices).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} is taken; --mqtt has moved to \\d+\\.$`)),
    ]);
    expect(companion.mqtt).not.toBe(`mqtt://127.0.0.1:${port}`);
  });

  it('that cannot listen at both ports listens at none', async () => {
    const httpPort = await freePort();
    const mqttPort = await occupy();
    await expect(
      startTestCompanion({
        http: { port: httpPort, given: true },
        mqtt: { port: mqttPort, given: true },
      }),
    ).rejects.toThrow(StartError);
    expect(await listen(server(), HOST, { port: httpPort, given: true }, '--http')).toBe(httpPort);
  });

  it('without a built app does not start', async () => {
    await expect(startTestCompanion({ app: '/nowhere' })).rejects.toThrow(/npm run build/);
  });
});
