import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../broker/core/memory/limits.ts';
import { UsageError } from '../cli/errors.ts';
import { type Arguments, parseCommandLine } from './commandLine.ts';

function parse(argv: readonly string[], users?: string, token?: string): Arguments {
  const parsed = parseCommandLine(argv, {
    version: '1.2.3',
    users,
    token,
    print: () => undefined,
  });
  if (parsed === 'answered') throw new Error('help was printed');
  return parsed;
}

function answer(argv: readonly string[]): string {
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  expect(
    parseCommandLine(argv, {
      version: '1.2.3',
      users: undefined,
      token: undefined,
      print,
    }),
  ).toBe('answered');
  return printed;
}

describe('the command line', () => {
  it('is empty: default ports on loopback, with broker and demo', () => {
    const { values, limits, ...others } = parse([]);
    expect(others).toEqual({
      environmentUsers: new Map(),
      madeUser: undefined,
      presets: [],
      tls: undefined,
      token: undefined,
      platform: undefined,
    });
    expect(values).toMatchObject({
      host: '127.0.0.1',
      http: { port: 8080, given: false },
      mqtt: { port: 1883, given: false },
      user: [],
      users: undefined,
      acl: undefined,
      demo: true,
      broker: true,
      allowOrigin: [],
      seed: undefined,
      faults: undefined,
      open: false,
      log: undefined,
      refuseFilter: [],
    });
    // The options' defaults equal the broker's, except for $SYS.
    expect({ ...DEFAULT_LIMITS, ...limits }).toEqual({ ...DEFAULT_LIMITS, sysInterval: 10 });
  });

  it('has all options', () => {
    const argv =
      '--host ::1 --http 0 --mqtt=1883 --user a:b:c --user d:e --users hashes --acl rules --no-demo ' +
      '--tls-cert c --tls-key k --allow-origin https://a --allow-origin http://b:81/ --alibaba x.json --alibaba-setting qos2=allow --seed 7 --open ' +
      '--server-keep-alive 60 --receive-maximum 20 --topic-alias-maximum 0 --maximum-packet-size 256000 ' +
      '--max-connections 7 --refuse-filter test/no --refuse-filter a/# --faults f.json --token a-b_c~1';
    expect(parse(argv.split(' '), 'env:pw')).toMatchObject({
      values: {
        host: '::1',
        http: { port: 0, given: true },
        mqtt: { port: 1883, given: true },
        user: [
          ['a', 'b:c'],
          ['d', 'e'],
        ],
        users: 'hashes',
        acl: 'rules',
        demo: false,
        broker: true,
        allowOrigin: ['https://a', 'http://b:81'],
        seed: 7,
        faults: 'f.json',
        open: true,
        refuseFilter: ['test/no', 'a/#'],
      },
      environmentUsers: new Map([['env', 'pw']]),
      tls: { cert: 'c', key: 'k' },
      token: 'a-b_c~1',
      platform: { file: 'x.json', settings: { qos2: 'allow' } },
      limits: {
        connections: 7,
        serverKeepAlive: 60,
        receiveMaximum: 20,
        topicAliasMaximum: 0,
        maximumPacketSize: 256_000,
      },
    });
  });

  it('accepts an optional devices file', () => {
    const demo = { file: undefined, settings: {} };
    expect(parse(['--alibaba']).platform).toEqual(demo);
    expect(parse(['--alibaba', '--seed', '7'])).toMatchObject({
      platform: demo,
      values: { seed: 7 },
    });
    expect(parse(['--alibaba', '--host', '::1']).platform).toEqual(demo);
    expect(parse(['--no-demo', '--alibaba=a b.json']).platform?.file).toBe('a b.json');
    const settings = ['connectsPerMinute=5', 'replyWithoutSubscription=true', 'badKeepAlive=5'];
    const argv = settings.flatMap((one) => ['--alibaba-setting', one]);
    expect(parse([...argv, '--alibaba']).platform?.settings).toEqual({
      connectsPerMinute: 5,
      replyWithoutSubscription: true,
      badKeepAlive: 5,
    });
  });

  it('accepts listeners in the syntax of tap', () => {
    const listen = (...texts: readonly string[]) =>
      parse(['--tls-cert', 'c', '--tls-key', 'k', ...texts.map((text) => `--listen=${text}`)])
        .values.listen;
    expect(listen('1883', '8883', 'http://[::1]:8080/', 'https://:0', 'wss://localhost:1')).toEqual(
      [
        { isTls: false, isWeb: false, host: '127.0.0.1', port: 1883 },
        { isTls: true, isWeb: false, host: '127.0.0.1', port: 8883 },
        { isTls: false, isWeb: true, host: '::1', port: 8080 },
        { isTls: true, isWeb: true, host: '127.0.0.1', port: 0 },
        { isTls: true, isWeb: true, host: 'localhost', port: 1 },
      ],
    );
  });

  it.each([
    [['--listen', '8883'], /--listen mqtts:\/\/127.0.0.1:8883 requires --tls-cert/],
    [['--listen', 'mqtt://*:1883'], /--listen mqtt:\/\/0.0.0.0:1883 lets other machines/],
    [['--listen', 'udp://:1883'], /--listen takes/],
    [['--allow-anonymous'], /--allow-anonymous requires --users/],
  ])('%j is rejected', (argv, message) => {
    expect(() => parse(argv)).toThrow(message);
  });

  it('with --ingress, requires no users for HTTP, and still for MQTT', () => {
    const ingress = ['--ingress', '::ffff:172.30.32.2'];
    const { values } = parse([...ingress, '--listen', 'http://*:8099']);
    expect(values).toMatchObject({ ingress: '172.30.32.2', host: '127.0.0.1' });
    const listed = parse([...ingress, '--allow-origin', 'https://a.example']).values;
    expect(listed.allowOrigin).toEqual(['https://a.example']);
    expect(() => parse([...ingress, '--listen', 'mqtt://*:1883'])).toThrow(/without users/);
    expect(() => parse([...ingress, '--host', '0.0.0.0'])).toThrow(/without users/);
  });

  it.each([
    [['--ingress', 'supervisor'], /--ingress must be the IP address/],
    [['--ingress', '172.30.32.0/23'], /--ingress must be the IP address/],
    [['--ingress', '0.0.0.0'], /--ingress must be the IP address/],
    [['--ingress', '[::]'], /--ingress must be the IP address/],
    [['--ingress', '::ffff:0.0.0.0'], /--ingress must be the IP address/],
  ])('%j is rejected', (argv, message) => {
    expect(() => parse(argv)).toThrow(message);
  });

  it('requires users at a listener without TLS, even if certificates suffice elsewhere', () => {
    const tls = ['--tls-cert', 'c', '--tls-key', 'k', '--tls-client-ca', 'a'];
    expect(parse([...tls, '--listen', 'mqtts://*:8883']).values.listen).toHaveLength(1);
    expect(() => parse([...tls, '--listen', 'mqtt://*:1883'])).toThrow(/without users/);
    const users = ['--user', 'ann:x', '--allow-anonymous'];
    expect(parse([...tls, ...users, '--listen', 'mqtt://*:1883']).values.listen).toHaveLength(1);
  });

  it('accepts an IPv6 address with and without brackets', () => {
    expect(parse(['--host', '[::1]']).values.host).toBe('::1');
  });

  it.each([
    '--user a:b',
    '--users f',
    '--tls-cert c --tls-key k --tls-client-ca ca',
    '--host ::2 --alibaba',
  ])('--sn together with %s needs a user for the sensors, which have no passwords', (others) => {
    const argv = ['--sn', '1884', ...others.split(' ')];
    expect(() => parse(argv)).toThrow(/--sn-user/);
    expect(parse([...argv, '--sn-user', 'sensors']).values.sn).toBe(1884);
  });

  it('--sn alone is only for this machine, and its options need it', () => {
    expect(parse(['--sn', '0']).values.sn).toBe(0);
    expect(() => parse(['--sn', '65536'])).toThrow(/port/);
    expect(() => parse(['--sn-topics', 'f'])).toThrow(/--sn/);
    expect(() => parse(['--sn-user', 'a'])).toThrow(/--sn/);
  });

  it('rejects more memory than a file of --data can be read with', () => {
    const data = ['--data', 'state', '--memory'];
    expect(() => parse([...data, '1025'])).toThrow(/--memory.*1024.*--data/);
    expect(parse([...data, '1024']).values.memory).toBe(1024);
    expect(parse(['--memory', '1025']).values.memory).toBe(1025);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'bench', '127.0.0.1.example'])(
    'with --host %s requires a user from any source',
    (host) => {
      expect(() => parse(['--host', host])).toThrow(/--user name:password/);
      expect(() => parse(['--host', host, '--seed', '7'])).toThrow(UsageError);
      // Only devices can sign in from other machines.
      expect(parse(['--host', host, '--alibaba']).values.host).toBe(host);
      expect(parse(['--host', host, '--user', 'a:b']).values.host).toBe(host);
      expect(parse(['--host', host, '--users', 'f']).values.host).toBe(host);
      expect(parse(['--host', host], 'a:b').values.host).toBe(host);
    },
  );

  it('makes a user only if nothing else lets clients sign in', () => {
    const made = (others: string, users?: string) =>
      parse(
        ['--host', '0.0.0.0', '--make-user', 'ann', ...others.split(' ').filter(Boolean)],
        users,
      ).madeUser;
    expect(made('')).toEqual(['ann', expect.stringMatching(/^[\da-f]{20}$/)]);
    expect(made('')).not.toEqual(made(''));
    expect(made('--listen 0.0.0.0:1900', '')).toBeDefined();
    expect(made('', 'bob:secret')).toBeUndefined();
    expect(made('--user bob:secret')).toBeUndefined();
    expect(made('--users file')).toBeUndefined();
    expect(made('--tls-cert c --tls-key k --tls-client-ca ca')).toBeUndefined();
    expect(made('--alibaba')).toBeUndefined();
  });

  it.each([
    [['--nonsense'], /--nonsense/],
    [['--make-user', 'ann:secret'], /^(?!.*secret)--make-user must be a user name/],
    [['--make-user', ''], /^--make-user must be a user name/],
    [['--http'], /--http/],
    [['--http', 'x'], /--http.*"x"/],
    [['--http', '65536'], /65535/],
    [['--mqtt', '-1'], /--mqtt/],
    [['--mqtt', ''], /--mqtt/],
    [['--http', '1900', '--mqtt', '1900'], /--http and --mqtt both use port 1900/],
    [
      ['--listen', '1900', '--listen', '1900'],
      /--listen mqtt:\/\/127\.0\.0\.1:1900 is given twice/,
    ],
    [['--listen', '1900', '--listen', 'ws://[::]:1900', '--user', 'a:b'], /both use port 1900/],
    [['--mqtt', '1900', '--listen', 'localhost:1900'], /--mqtt and --listen .* both use port 1900/],
    [['--tls-cert', 'c'], /--tls-key/],
    [['--tls-key', 'k'], /--tls-cert/],
    [['--allow-origin', 'example.com'], /--allow-origin/],
    [['--host', 'a/b'], /--host/],
    [['--host', ''], /--host/],
    [['--server-keep-alive', '0'], /--server-keep-alive.*1 to 65535, not "0"/],
    [['--receive-maximum', '65536'], /--receive-maximum.*1 to 65535/],
    [['--topic-alias-maximum', '1.5'], /--topic-alias-maximum.*0 to 65535/],
    [['--maximum-packet-size', '268435461'], /--maximum-packet-size.*268435460/],
    [['--refuse-filter', 'a/#/b'], /--refuse-filter "a\/#\/b": /],
    [['--refuse-filter', ''], /--refuse-filter/],
    [['--alibaba', '--no-broker'], /^--alibaba needs the broker: remove --no-broker/],
    [['--data', 'd', '--no-broker'], /^--data needs the broker/],
    [['--sn', '0', '--no-broker'], /^--sn needs the broker/],
    [['--alibaba='], /--alibaba takes the name of a file/],
    [['--alibaba-setting', 'qos2=allow'], /--alibaba-setting requires --alibaba/],
    [['--alibaba', '--alibaba-setting', 'qos2'], /name=value.*"qos2"/],
    [['--alibaba', '--alibaba-setting', 'qos3=1'], /"qos3" is not a setting.*connectsPerMinute/],
    [['--alibaba', '--alibaba-setting', 'qos2=1'], /qos2 must be disconnect or ignore or allow/],
    [['--seed', 'x'], /--seed must be a whole number from 0 to 4294967295/],
    [['--seed', '4294967296'], /--seed/],
    [['dance'], /subcommand "dance"/],
    [['8080'], /subcommand "8080"\. Did you mean --http <port>\?$/],
    [['0.0.0.0:1884'], /Did you mean --listen <ADDRESS>\?$/],
    [['--no-demo', 'mqtts://:8883'], /Did you mean --listen <ADDRESS>\?$/],
    [['sub'], /Did you mean record --subscribe <FILTER>\?$/],
    [['capture.pcapng.gz'], /^The app opens capture files: .* mqttscope problems FILE/],
    [['mqtt://ann:secret@broker'], /^(?!.*secret)The app connects to brokers: .* tap --to <URL>/],
    [['--no-demo', 'mqtt://broker'], /^The app connects to brokers/],
    [['broker.example:1883'], /^The app connects to brokers/],
    [['localhost'], /^The app connects to brokers/],
    [['10.0.0.7:1883'], /^The app connects to brokers/],
    [['[::1]:1883'], /^The app connects to brokers/],
    [[':1884'], /Did you mean --listen <ADDRESS>\?$/],
  ])('%j is a usage error', (argv, message) => {
    expect(() => parse(argv)).toThrow(UsageError);
    expect(() => parse(argv)).toThrow(message);
  });

  it('reads the token from the option, else from the environment, else generates one', () => {
    expect(parse(['--token', 'one'], undefined, 'two').token).toBe('one');
    expect(parse([], undefined, 'two').token).toBe('two');
    expect(parse([], undefined, '').token).toBeUndefined();
  });

  it.each(['', 'top secret', 'tøpsecret', 'topsecret\n', 'topsecret'.repeat(30)])(
    'rejects a token that does not fit on a line: %j',
    (token) => {
      expect(() => parse(['--token', token])).toThrow(/^--token must(?!.*secret)/);
      if (token === '') return;
      expect(() => parse([], undefined, token)).toThrow(/^MQTTSCOPE_TOKEN must(?!.*secret)/);
    },
  );

  it('does not quote possible secrets', () => {
    expect(() => parse(['--usr=ann:topsecret'])).toThrow(/^(?!.*topsecret).*--usr/);
  });

  it('prints help and version', () => {
    for (const option of ['--version', '-V']) expect(answer([option])).toBe('1.2.3\n');
    for (const option of ['--help', '-h']) expect(answer([option])).toMatch(/^Usage: mqttscope/);
  });
});
