import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseCompanionInfo } from '../../broker/core/companionInfo.ts';
import { ask } from '../http/http.testkit.ts';
import { startTestCompanion } from './companion.testkit.ts';

describe('over HTTP', () => {
  it('serves the app with its types, and hashed files without expiry', async () => {
    const { app } = await startTestCompanion();
    const page = await ask(app, '/?x=1');
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>app</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const script = await ask(app, '/assets/app-1a2b.js');
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('redirects only the page to the printed name of loopback', async () => {
    const { app } = await startTestCompanion();
    const { port } = new URL(app);
    for (const name of ['localhost', '[::1]', 'a.localhost']) {
      const headers = { host: `${name}:${port}` };
      for (const path of ['/', '/?x=1', '/index.html']) {
        const answer = await ask(app, path, headers);
        expect(answer).toMatchObject({ status: 307, body: '' });
        expect(answer.headers).toMatchObject({
          location: new URL(path, app).href,
          'cache-control': 'no-store',
        });
      }
      expect((await ask(app, '/companion.json', headers)).status).toBe(200);
      expect((await ask(app, '/assets/app-1a2b.js', headers)).status).toBe(200);
      expect((await ask(app, '/mqtt', headers)).status).toBe(426);
      expect((await ask(app, '/control', headers)).status).toBe(426);
      expect((await ask(app, '//evil.example/', headers)).headers.location).toBeUndefined();
    }
    expect((await ask(app, '/', { host: `evil.example:${port}` })).status).toBe(403);
  });

  it('never returns the token', async () => {
    const { app, madeToken = '' } = await startTestCompanion();
    expect(madeToken).not.toBe('');
    const paths = ['/', '/companion.json', '/control', '/control/token', '/bridge', '/metrics'];
    for (const path of [...paths, '/alibaba/preauth', '/nothing']) {
      for (const method of ['GET', 'POST']) {
        for (const host of [new URL(app).host, new URL(app).host.replace(/.*:/, 'localhost:')]) {
          const { headers, body } = await ask(app, path, { host }, method, '{}');
          expect(JSON.stringify(headers) + body).not.toContain(madeToken);
        }
      }
    }
  });

  it('does not send an unchanged file again, nor a body for HEAD', async () => {
    const { app } = await startTestCompanion();
    const { headers, body } = await ask(app, '/');
    const again = await ask(app, '/', { 'if-none-match': headers.etag ?? '' });
    expect(again).toMatchObject({ status: 304, body: '' });
    const head = await ask(app, '/', {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe(String(body.length));
  });

  it.each(['/', '/assets/app-1a2b.js', '/companion.json', '/nothing', '/mqtt'])(
    '%s carries the strict headers',
    async (path) => {
      const { app } = await startTestCompanion();
      const { headers } = await ask(app, path);
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      const policy = headers['content-security-policy'];
      expect(policy).toContain("connect-src 'self' ws: wss:");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|data:|\*/);
    },
  );

  it.each([
    '/nothing',
    '/assets',
    '/.stamp',
    '/../index.html',
    '/assets/../.stamp',
    '/assets/%2e%2e/.stamp',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '//etc/passwd',
    '/index.html/',
    '/index.html/x',
    `/${'x'.repeat(5000)}`,
  ])('%s is not found', async (path) => {
    const { app } = await startTestCompanion();
    expect((await ask(app, path)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not answer %s', async (method) => {
    const { app } = await startTestCompanion();
    const { status, headers } = await ask(app, '/', {}, method);
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
  });

  it('rejects foreign hosts and origins', async () => {
    const { app } = await startTestCompanion({ allowedOrigins: ['https://app.example'] });
    const { host, origin } = new URL(app);
    expect((await ask(app, '/', { host: 'evil.example' })).status).toBe(403);
    expect((await ask(app, '/', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask(app, '/companion.json', { origin: 'null' })).status).toBe(403);
    const own = await ask(app, '/', { origin, host });
    expect(own.status).toBe(200);
    expect(own.headers['access-control-allow-origin']).toBeUndefined();
    const listed = await ask(app, '/companion.json', { origin: 'https://app.example' });
    expect(listed.status).toBe(200);
    expect(listed.headers['access-control-allow-origin']).toBe('https://app.example');
    expect(listed.headers.vary).toBe('origin');
  });

  it('rejects several Host headers, for pages and WebSockets', async () => {
    const { app } = await startTestCompanion();
    const { host, port } = new URL(app);
    const statusOf = async (...headers: readonly string[]): Promise<string> => {
      const socket = connect(Number(port), '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.write(`GET /mqtt HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      await once(socket, 'readable');
      return String(socket.read()).split(' ', 2)[1] ?? '';
    };
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      'Sec-WebSocket-Protocol: mqtt',
    ];
    const own = `Host: ${host}`;
    expect(await statusOf(own, ...upgrade)).toBe('101');
    for (const others of [[own], ['Host: evil.example'], ['hOST:']]) {
      expect(await statusOf(own, ...others)).toBe('400');
      expect(await statusOf(own, ...upgrade, ...others)).toBe('400');
    }
  });

  it('describes the companion to the app', async () => {
    const { app, mqtt } = await startTestCompanion({ demo: true });
    const { body, headers } = await ask(app, '/companion.json');
    expect(headers['content-type']).toBe('application/json');
    expect(parseCompanionInfo(JSON.parse(body))).toEqual({
      name: 'mqttscope',
      version: 1,
      appVersion: '1.2.3',
      ws: 'mqtt',
      mqttPort: Number(new URL(mqtt).port),
      control: 'control',
      bridge: 'bridge',
      preAuth: 'alibaba/preauth',
      platform: false,
      demo: true,
      needsCredentials: false,
    });
  });

  it('states whether a password is needed and whether there is a broker', async () => {
    const guarded = await startTestCompanion({ users: new Map([['ann', 'topsecret']]) });
    const info = await ask(guarded.app, '/companion.json');
    expect(parseCompanionInfo(JSON.parse(info.body))).toMatchObject({ needsCredentials: true });
    expect(info.body).not.toMatch(/ann|topsecret/);
    const bare = await startTestCompanion({ broker: false, demo: true });
    const { body } = await ask(bare.app, '/companion.json');
    expect(parseCompanionInfo(JSON.parse(body))).toMatchObject({ demo: false });
    expect(JSON.parse(body)).not.toHaveProperty('ws');
    expect(JSON.parse(body)).not.toHaveProperty('mqttPort');
    expect(JSON.parse(body)).not.toHaveProperty('control');
    expect((await ask(bare.app, '/mqtt')).status).toBe(404);
    expect(bare).toMatchObject({ mqtt: '', ws: '' });
  });

  it('explains /mqtt to a page', async () => {
    const { app } = await startTestCompanion();
    const { status, body } = await ask(app, '/mqtt');
    expect(status).toBe(426);
    expect(body).toContain('MQTT over WebSocket');
  });
});
