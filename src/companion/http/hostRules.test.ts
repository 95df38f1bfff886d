import { describe, expect, it, test } from 'vitest';
import {
  isAllowedHost,
  isTrustworthy,
  judgeOrigin,
  type OwnAddress,
  pageAtPrintedName,
  parseOrigin,
} from './hostRules.ts';

const local: OwnAddress = {
  scheme: 'http',
  host: '127.0.0.1',
  port: 8080,
  machineName: 'bench',
  allowedOrigins: [],
};
const open: OwnAddress = { ...local, host: '0.0.0.0', allowedOrigins: ['https://app.example'] };

test('pages are trustworthy from this machine, over TLS, and behind an allowed proxy', () => {
  const hosts = ['127.0.0.1:8080', 'localhost:8080', '192.168.1.5:8080', 'app.example', undefined];
  const trusted = (own: OwnAddress) => hosts.map((host) => isTrustworthy(host, own));
  expect(trusted(local)).toEqual([true, true, false, false, false]);
  expect(trusted(open)).toEqual([true, true, false, true, false]);
  expect(trusted({ ...open, scheme: 'https' })).toEqual([true, true, true, true, false]);
});

describe('the Host header', () => {
  it.each([
    '127.0.0.1:8080',
    '127.0.0.1',
    'localhost:8080',
    'LOCALHOST',
    '[::1]:8080',
    'a.localhost',
  ])('may be the loopback name %s', (host) => {
    expect(isAllowedHost(host, local)).toBe(true);
    expect(isAllowedHost(host, open)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    '0.0.0.0',
  ])('may not be %s on loopback', (host) => {
    expect(isAllowedHost(host, local)).toBe(false);
  });

  it.each([
    '192.168.1.5:8080',
    'bench:8080',
    'localhost@evil.example',
    'localhost/evil',
    'app.example',
  ])('may not be %s on loopback either', (host) => {
    expect(isAllowedHost(host, local)).toBe(false);
  });

  it.each(['192.168.1.5:8080', '[fe80::1]:8080', 'bench:8080', 'Bench', 'app.example'])(
    'may be %s if it listens on all addresses',
    (host) => {
      expect(isAllowedHost(host, open)).toBe(true);
    },
  );

  it('may not be a foreign name if it listens on all addresses', () => {
    expect(isAllowedHost('evil.example', open)).toBe(false);
  });
});

describe('the page', () => {
  const at = (host: string, own: OwnAddress = local) => pageAtPrintedName(host, '/?a=1', own);

  it('is redirected from other names of loopback to the printed one', () => {
    for (const host of ['localhost:8080', '[::1]:8080', '127.0.0.2:8080', 'a.localhost:8080']) {
      expect(at(host)).toBe('http://127.0.0.1:8080/?a=1');
    }
    expect(at('localhost:8443', { ...local, scheme: 'https', port: 8443 })).toBe(
      'https://127.0.0.1:8443/?a=1',
    );
    expect(at('127.0.0.1:8080', { ...local, host: 'localhost' })).toBe(
      'http://localhost:8080/?a=1',
    );
    expect(at('127.0.0.1:8080', { ...local, host: '::' })).toBe('http://[::1]:8080/?a=1');
    expect(at('localhost', { ...local, port: 80 })).toBe('http://127.0.0.1/?a=1');
  });

  it('is not redirected under the printed name, however it is written', () => {
    expect(at('127.0.0.1:8080')).toBeUndefined();
    expect(at('127.1:8080')).toBeUndefined();
    expect(at('LOCALHOST:8080', { ...local, host: 'localhost' })).toBeUndefined();
    expect(at('[0:0::1]:8080', { ...local, host: '0:0:0:0:0:0:0:1' })).toBeUndefined();
    expect(at('127.0.0.1', { ...local, port: 80 })).toBeUndefined();
  });

  it('is never redirected away from loopback, from other machines or from a forwarded port', () => {
    expect(at('localhost:8080', { ...local, host: '192.168.1.5' })).toBeUndefined();
    expect(at('192.168.1.5:8080', { ...local, host: '0.0.0.0' })).toBeUndefined();
    expect(at('localhost:9000')).toBeUndefined();
    expect(at('localhost')).toBeUndefined();
    // A proxy that names the server by itself, whose users are elsewhere.
    expect(at('localhost:8080', open)).toBeUndefined();
    expect(at('user@localhost:8080')).toBeUndefined();
  });
});

describe('the Origin header', () => {
  const judge = (origin: string | undefined, host = '127.0.0.1:8080', own = local): string =>
    judgeOrigin(origin, host, own);

  it('is absent for clients that are not browsers', () => {
    expect(judge(undefined)).toBe('none');
  });

  it('is ours for pages from here, by any of our loopback names', () => {
    expect(judge('http://127.0.0.1:8080')).toBe('own');
    expect(judge('http://localhost:8080')).toBe('own');
    expect(judge('http://[::1]:8080', '[::1]:8080')).toBe('own');
    expect(judge('http://[::1]:8080', 'localhost:8080')).toBe('own');
  });

  it.each([
    ['http://127.0.0.2:8080', '127.0.0.1:8080'],
    ['http://127.0.0.1:8080', '127.0.0.2:8080'],
    ['http://evil.localhost:8080', '127.0.0.1:8080'],
    ['http://evil.localhost:8080', 'localhost:8080'],
    ['http://localhost:8080', 'evil.localhost:8080'],
    ['http://127.1.1.1:8080', 'localhost:8080'],
    ['http://[::ffff:127.0.0.1]:8080', '127.0.0.1:8080'],
    ['http://localhost:8080', undefined],
    ['http://localhost:8080', '127.0.0.1:9000'],
  ])('%s with the Host %s is foreign: another program may listen there', (origin, host) => {
    expect(judgeOrigin(origin, host, local)).toBe('foreign');
    expect(judgeOrigin(origin, host, open)).toBe('foreign');
  });

  it('is ours by another loopback name that equals Host', () => {
    expect(judge('http://127.0.0.2:8080', '127.0.0.2:8080')).toBe('own');
    expect(judge('http://app.localhost:8080', 'app.localhost:8080')).toBe('own');
  });

  it('is ours through a forwarded port', () => {
    expect(judge('http://localhost:9000', 'localhost:9000')).toBe('own');
    expect(judge('http://localhost:9000', '127.0.0.1:9000')).toBe('own');
  });

  it.each([
    'http://evil.example',
    'http://localhost:5173',
    'https://127.0.0.1:8081',
    'https://127.0.0.1',
    'https://localhost:8080',
    'ftp://127.0.0.1:8080',
    'null',
    '',
    'http://127.0.0.1:8080/path',
    'http://localhost',
    'file://',
  ])('%s is foreign', (origin) => {
    expect(judge(origin)).toBe('foreign');
  });

  it('under the other scheme is accepted if host and port equal Host, and is not our own', () => {
    expect(judge('https://127.0.0.1:8080')).toBe('likeOwn');
    expect(judge('https://localhost:9000', 'localhost:9000')).toBe('likeOwn');
    expect(judge('https://192.168.1.5:8080', '192.168.1.5:8080', open)).toBe('likeOwn');
    expect(judge('http://127.0.0.1:8080', '127.0.0.1:8080', { ...local, scheme: 'https' })).toBe(
      'likeOwn',
    );
    // The default ports of the two schemes differ.
    expect(judge('https://127.0.0.1', '127.0.0.1')).toBe('foreign');
  });

  it('that equals a foreign Host is still foreign', () => {
    expect(judge('http://evil.example:8080', 'evil.example:8080')).toBe('foreign');
    expect(judge('https://evil.example:8080', 'evil.example:8080')).toBe('foreign');
  });

  it('is listed if --allow-origin names it, without other ports or schemes of that host', () => {
    expect(judge('https://app.example', '192.168.1.5:8080', open)).toBe('listed');
    expect(judge('http://app.example', '192.168.1.5:8080', open)).toBe('foreign');
    expect(judge('https://app.example:444', '192.168.1.5:8080', open)).toBe('foreign');
  });

  it('of another IP address is foreign if all addresses are accepted as Host', () => {
    expect(judge('http://192.168.1.5:8080', '192.168.1.5:8080', open)).toBe('own');
    expect(judge('http://192.168.1.6:8080', '192.168.1.5:8080', open)).toBe('foreign');
  });
});

describe('with --ingress', () => {
  const behind: OwnAddress = {
    ...local,
    ingress: '172.30.32.2',
  };

  it.each(['homeassistant.local:8123', 'ha.example', '192.168.1.5:8123', '[fd00::5]:8123'])(
    'Host may be %s, and Origin equals it, with or without TLS',
    (host) => {
      expect(isAllowedHost(host, behind)).toBe(true);
      expect(judgeOrigin(`http://${host}`, host, behind)).toBe('own');
      expect(judgeOrigin(`https://${host}`, host, behind)).toBe('own');
      expect(judgeOrigin(undefined, host, behind)).toBe('none');
    },
  );

  it.each([undefined, '', 'ha.example/x', 'user@ha.example'])('Host may not be %s', (host) => {
    expect(isAllowedHost(host, behind)).toBe(false);
  });

  it.each([
    ['https://evil.example', 'ha.example'],
    ['https://sub.ha.example', 'ha.example'],
    ['http://ha.example:8080', 'ha.example:8123'],
    ['https://ha.example:8443', 'ha.example'],
    ['http://localhost:8123', '127.0.0.1:8123'],
    ['https://a.example', 'ha.example'],
    ['http://127.0.0.1:8080', '127.0.0.1'],
    ['ftp://ha.example', 'ha.example'],
    ['null', 'ha.example'],
    ['https://ha.example', undefined],
  ])('%s is foreign for the Host %s', (origin, host) => {
    expect(judgeOrigin(origin, host, behind)).toBe('foreign');
  });

  it.each(['tools.example', 'TOOLS.example:8080', '192.0.2.7:80', 'home.lan:8123'])(
    'Host may be %s if --allow-origin lists it',
    (host) => {
      const allowedOrigins = ['https://tools.example', 'http://192.0.2.7', 'http://home.lan:1'];
      expect(isAllowedHost(host, { ...behind, allowedOrigins })).toBe(true);
      expect(
        judgeOrigin(`https://${host.toLowerCase()}`, host, { ...behind, allowedOrigins }),
      ).toBe('own');
    },
  );

  it.each(['evil.example', 'localhost', '127.0.0.1:8080', '[::1]', '192.0.2.7', 'bench'])(
    'Host may not be %s if --allow-origin lists other names',
    (host) => {
      const listed = { ...behind, allowedOrigins: ['https://tools.example'] };
      expect(isAllowedHost(host, listed)).toBe(false);
      expect(isAllowedHost(host, { ...listed, host: '0.0.0.0' })).toBe(false);
    },
  );

  it('the page is not redirected to the printed name', () => {
    expect(pageAtPrintedName('localhost:8080', '/', { ...local, ingress: '127.0.0.2' })).toBe(
      undefined,
    );
  });
});

describe('--allow-origin', () => {
  it('is normalised', () => {
    expect(parseOrigin('HTTPS://App.Example:443/')).toBe('https://app.example');
  });

  it.each(['*', 'null', 'app.example', 'https://a/b', 'https://u@a', 'ws://a', ''])(
    'may not be %s',
    (text) => {
      expect(parseOrigin(text)).toBeUndefined();
    },
  );
});
