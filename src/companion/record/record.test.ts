import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { listeningWith } from '../dial/servers.testkit.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { publish, startRecording, startScenes, typesIn } from './record.testkit.ts';

const OPENING = ['out connect', 'in connack', 'out subscribe', 'in suback'];

describe('mqttscope record', () => {
  it.each(['mqtt', 'ws'] as const)('records --count messages over %s', async (transport) => {
    const companion = await startTestCompanion();
    const { file, notices, subscribed, done } = startRecording(
      'recorded.mqttscope',
      `--url=${companion[transport]}`,
      '--subscribe=a/#',
      '--qos=2',
      '--count=2',
    );
    await subscribed();
    await publish(companion.mqtt, [2, 'one'], [1, 'two'], [1, 'three'], [2, 'four']);
    await done;
    const types = typesIn(file);
    const handshakes = ['in publish', 'out pubrec', 'in pubrel', 'out pubcomp', 'in publish'];
    expect(types.slice(0, 4)).toEqual(OPENING);
    expect(types.slice(4, -1).toSorted()).toEqual([...handshakes, 'out puback'].toSorted());
    expect(types.at(-1)).toBe('out disconnect');
    expect(notices.at(-1)).toMatch(/^11 packets, 2 messages, \d+ bytes in .* ended by --count\.$/);
  });

  it('records over TLS, trusting the authorities of --ca, or any certificate', async () => {
    const tls = await readTlsIdentity({ cert: TLS_FILES.cert, key: TLS_FILES.key });
    const companion = await startTestCompanion({ tls });
    const options = ['--subscribe=#', '--for=1ms'];
    for (const url of [companion.mqtt, companion.ws]) {
      for (const trust of [['--ca', TLS_FILES.cert], ['--insecure']]) {
        const { file, done } = startRecording('r.mqttscope', '--url', url, ...options, ...trust);
        await done;
        expect(typesIn(file)[0]).toBe('out connect');
      }
    }
    const { done } = startRecording('r.mqttscope', '--url', companion.ws, ...options);
    await expect(done).rejects.toThrow(
      /certificate is self-signed|unknown authority.* --ca FILE.* --insecure/,
    );
  });

  it('ends with the packet that matches --until', async () => {
    const url = await startScenes({ codes: [0], messages: ['one', 'two', 'three'] });
    const options = ['--url', url, '--subscribe=#', '--protocol=3.1.1'];
    const until = '--until=payload == "two"';
    const { file, done } = startRecording('recorded.mqttscope', ...options, until);
    await done;
    expect(typesIn(file)).toEqual([...OPENING, 'in publish', 'in publish', 'out disconnect']);
    const bytes = readFileSync(file);
    expect(['two', 'three'].map((text) => bytes.includes(text))).toEqual([true, false]);
  });

  it.each([
    ['150ms', '--until=payload == "never"', 3],
    ['150ms', '--count=9', 3],
    ['30s', '--count=3', 0],
  ])('with --for=%s and %s exits with %i', async (time, wanted, code) => {
    const url = await startScenes({ codes: [0], messages: ['one', 'two', 'three'] });
    const options = ['--url', url, '--subscribe=#', '--protocol=3.1.1', `--for=${time}`];
    const { notices, done } = startRecording('recorded.ndjson', ...options, wanted);
    expect(await done).toBe(code);
    expect(notices.join('\n').includes('before --count or --until')).toBe(code === 3);
  });

  it('rotates its files by size, keeps the last, and each is readable on its own', async () => {
    const companion = await startTestCompanion();
    const folder = temporaryFolder();
    const { notices, subscribed, done } = startRecording(
      join(folder, 'day.pcapng'),
      `--url=${companion.mqtt}`,
      '--subscribe=a/#',
      '--until=payload == "end"',
      '--rotate-size=10k',
      '--keep=2',
    );
    await subscribed();
    for (const next of [2, 3, 4]) {
      const messages = Array.from({ length: 12 }, () => [1, 'x'.repeat(1000)] as const);
      await publish(companion.mqtt, ...messages);
      await eventually(() => {
        expect(readdirSync(folder).join()).toContain(`day_0000${next}_`);
      });
    }
    await publish(companion.mqtt, [0, 'end']);
    await done;
    const files = readdirSync(folder).toSorted();
    expect(files.map((name) => name.slice(0, 9))).toEqual(['day_00003', 'day_00004']);
    const types = files.map((name) => typesIn(join(folder, name)));
    expect(types[0]?.filter((type) => type === 'in publish').length).toBeGreaterThan(5);
    expect(types[1]?.slice(-2)).toEqual(['in publish', 'out disconnect']);
    expect(notices.at(-1)).toContain('written to 2 files from ');
  });

  it('ends when an exchange matches --until', async () => {
    const companion = await startTestCompanion();
    const options = ['--url', companion.mqtt, '--subscribe=#', '--qos=2'];
    const until = '--until=type == publish and exchange.state == complete';
    const { file, subscribed, done } = startRecording('recorded.mqttscope', ...options, until);
    await subscribed();
    await publish(companion.mqtt, [2, 'one']);
    await done;
    expect(typesIn(file).slice(-2)).toEqual(['out pubcomp', 'out disconnect']);
  });

  // A closed terminal sends SIGHUP.
  it.each(['SIGTERM', 'SIGHUP'] as const)('ends with a complete file on %s', async (signal) => {
    const url = await startScenes({ codes: [0] });
    const options = ['--url', url, '--subscribe=#', '--protocol=3.1.1'];
    const { file, subscribed, done } = startRecording('recorded.pcapng', ...options);
    await subscribed();
    process.emit(signal);
    await done;
    expect(typesIn(file)).toEqual([...OPENING, 'out disconnect']);
  });

  it('overwrites the password by default', async () => {
    const companion = await startTestCompanion({ users: new Map([['me', 'open sesame']]) });
    const password = join(temporaryFolder(), 'password');
    writeFileSync(password, 'open sesame\n');
    const options = ['--url', companion.mqtt, '--subscribe=#', '--username=me', '--for=1ms'];
    const signedIn = [...options, '--password-file', password];
    const masked = startRecording('r.mqttscope', ...signedIn);
    const open = startRecording('r.mqttscope', ...signedIn, '--with-secrets');
    await Promise.all([masked.done, open.done]);
    expect(readFileSync(masked.file, 'latin1')).not.toContain('sesame');
    expect(readFileSync(open.file, 'latin1')).toContain('open sesame');
  });

  it('reports the broker’s reason and keeps the received packets', async () => {
    const companion = await startTestCompanion({ users: new Map([['me', 'open sesame']]) });
    const options = ['--url', companion.mqtt, '--subscribe=#'];
    const wrong = ['--username=me', '--password=wrong'];
    const { file, done } = startRecording('r.mqttscope', ...options, ...wrong);
    await expect(done).rejects.toThrow(StartError);
    await expect(done).rejects.toThrow(
      /^The broker refused the connection: 0x8[67] [A-Z].*; check user name.* \(--username, MQTTSCOPE_PASSWORD\)\.$/,
    );
    expect(typesIn(file)).toEqual(['out connect', 'in connack']);
  });

  it('continues with granted subscriptions, and ends if there are none', async () => {
    const some = await startScenes({ codes: [0x80, 1], messages: ['one'] });
    const options = ['--subscribe=a', '--subscribe=b', '--qos=1', '--protocol=3.1.1', '--count=1'];
    const recorded = startRecording('r.mqttscope', '--url', some, ...options);
    await recorded.done;
    expect(recorded.notices[1]).toBe('The broker refused the subscription to a: 0x80 Failure.');
    expect(recorded.notices[2]).toBe('Subscribed to b (QoS 1).');
    const none = await startScenes({ codes: [0x80, 0x80] });
    const failed = startRecording('r.mqttscope', '--url', none, ...options);
    await expect(failed.done).rejects.toThrow(/^No subscription was granted/);
    expect(typesIn(failed.file)).toEqual([...OPENING, 'out disconnect']);
  });

  it('ends with a lost connection if --no-reconnect is given', async () => {
    const url = await startScenes({ codes: [0], hangsUp: true });
    const options = ['--subscribe=#', '--protocol=3.1.1', '--no-reconnect'];
    const { file, done } = startRecording('r.mqttscope', '--url', url, ...options);
    await expect(done).rejects.toThrow('The connection was lost.');
    expect(typesIn(file)).toEqual(OPENING);
  });

  it('does not call its own format pcap', async () => {
    const { done } = startRecording('r.pcap', '--url=mqtt://127.0.0.1:1', '--subscribe=#');
    await expect(done).rejects.toThrow(/ cannot be written as pcap\. Name it \.pcapng/);
  });

  it('rejects a file whose name does not identify a format', async () => {
    const { done } = startRecording('r.foo', '--url=mqtt://127.0.0.1:1', '--subscribe=#');
    await expect(done).rejects.toThrow(/ Choose an extension \(\.mqttscope, \.pcapng,/);
  });

  it('keeps an old file if no connection was established', async () => {
    const file = join(temporaryFolder(), 'old.mqttscope');
    writeFileSync(file, 'old');
    const options = ['--url', 'mqtt://127.0.0.1:1', '--subscribe=#'];
    const { notices, done } = startRecording(file, ...options);
    await expect(done).rejects.toThrow(StartError);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(dirname(file))).toEqual(['old.mqttscope']);
    expect(notices.at(-1)).toContain(`not written: ${file} is unchanged`);
  });

  it('names the file of a rotation if no connection was established', async () => {
    const file = join(temporaryFolder(), 'day.mqttscope');
    const options = ['--url', 'mqtt://127.0.0.1:1', '--subscribe=#', '--rotate-size=10k'];
    const { notices, done } = startRecording(file, ...options);
    await expect(done).rejects.toThrow(StartError);
    const [name = ''] = readdirSync(dirname(file));
    expect(notices.at(-1)).toContain(`written to ${join(dirname(file), name)};`);
  });

  it('reports an output that it cannot write', async () => {
    const options = ['--url=mqtt://127.0.0.1:1', '--subscribe=#'];
    const { done } = startRecording('/no/such/file.mqttscope', ...options);
    await expect(done).rejects.toThrow(
      '/no/such/file.mqttscope cannot be written: there is no such folder.',
    );
  });

  it.each([
    [
      'mqtts',
      '',
      /: The server closed the connection during the TLS handshake\. It may not use TLS/,
    ],
    ['wss', '/mqtt', /: The server closed the connection during the TLS handshake\./],
    [
      'ws',
      '/mqtt',
      /: The server closed the connection during the WebSocket handshake\. .*use mqtt:\/\//,
    ],
  ])(
    'names the likely cause if a plain broker ends the handshake of %s://',
    async (scheme, path, why) => {
      const port = await listeningWith((socket) => socket.once('data', () => socket.end()));
      const url = `${scheme}://127.0.0.1:${port}${path}`;
      const { done } = startRecording('recorded.mqttscope', '--subscribe=#', '--url', url);
      await expect(done).rejects.toThrow(StartError);
      await expect(done).rejects.toThrow(why);
    },
  );

  it.each([
    [
      ['--url', 'mqtt://127.0.0.1:1'],
      /^mqtt:\/\/127.0.0.1:1 cannot be reached: Nothing listens at/,
    ],
    [['--url', 'ws://127.0.0.1:1/mqtt'], /^ws:\/\/.*: Nothing listens at 127\.0\.0\.1:1\. Check/],
    [['--url', 'mqtts://localhost', '--ca', '/no/such'], /^Cannot read \/no\/such \(--ca\): /],
    [['--url', 'mqtts://h', '--ca', TLS_FILES.key], /\(--ca\) has no certificate in PEM form\.$/],
    [
      ['--url', 'mqtts://h', '--cert', TLS_FILES.cert, '--key', TLS_FILES.otherKey],
      /cert\.pem and .*\.pem cannot be used: /,
    ],
  ])('%j fails in one clear line', async (argv, message) => {
    const { done } = startRecording('recorded.mqttscope', '--subscribe=#', ...argv);
    await expect(done).rejects.toThrow(StartError);
    await expect(done).rejects.toThrow(message);
  });

  it.each([
    [['--subscribe=#'], /^Required option '--url <URL>' not specified\.$/],
    [['--url=mqtt://h'], /^Required option '--subscribe <FILTER>' not specified\.$/],
    [['--url=mqtt://h', '--subscribe=a/#/b'], /^--subscribe "a\/#\/b": The wildcard # must be/],
    [['--url=http://h', '--subscribe=#'], /^--url must be an address such as .*, not http:\/\/\.$/],
    [['--url=mqtt://h/path', '--subscribe=#'], /^--url of a TCP address has no path/],
    [['--url=mqtt://h', '--subscribe=#', '--for=30'], /^--for must be a duration such as /],
    [['--url=mqtt://h', '--subscribe=#', '--count=0'], /^--count must be a whole number from 1/],
    [['--url=mqtt://h', '--subscribe=#', '--qos=3'], /^--qos must be a whole number from 0 to 2/],
    [['--url=mqtt://h', '--subscribe=#', '--protocol=4'], /^--protocol must be 3\.1, 3\.1\.1 or 5/],
    [['--url=mqtt://h', '--subscribe=#', '--until=topic ~'], /^--until, column \d+: /],
    [['--url=mqtt://h', '--subscribe=#', '--insecure'], /^--insecure is for mqtts:/],
    [['--url=mqtts://h', '--subscribe=#', '--key=k'], /^--cert and --key go together\.$/],
    [['--url=mqtt://h', '--subscribe=#', '--no-clean'], /^--no-clean resumes a session: /],
  ])('%j is rejected with one clear line', async (argv, message) => {
    const { done } = startRecording('recorded.mqttscope', ...argv);
    await expect(done).rejects.toThrow(UsageError);
    await expect(done).rejects.toThrow(message);
  });
});
