import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

const PAGE = { secure: false, host: '127.0.0.1:8080' };
const parse = (text: string) => parseAddress(text, PAGE);
const keysOf = (text: string) => parse(text).notes.map(({ key }) => key);

describe('a mosquitto command', () => {
  it('gives all connection settings', () => {
    const result = parse(
      String.raw`$ mosquitto_sub -h broker.lan -p 1884 -u 'dev&pk' -P "p\"w d" -i 'my id' -t 'a/#' \
        -t 'b/+' -q 1 -c -k 30 -V mqttv5 -x 600 --will-topic st --will-payload gone --will-qos 2 --will-retain -v`,
    );
    expect(result).toMatchObject({
      from: 'command',
      url: undefined,
      host: 'broker.lan',
      port: 1884,
    });
    expect(result.settings).toEqual({
      userName: 'dev&pk',
      password: 'p"w d',
      clientId: 'my id',
      version: 5,
      cleanStart: false,
      keepAlive: 30,
      sessionExpiry: 600,
      will: {
        topic: 'st',
        payload: new TextEncoder().encode('gone'),
        qos: 2,
        retain: true,
        properties: [],
      },
      subscriptions: ['a/#', 'b/+'].map((filter) => ({
        filter,
        qos: 1,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      })),
    });
    expect(result.notes.map(({ key }) => key)).toEqual([
      'browser-cannot-open',
      'password-in-command',
      'options-of-the-terminal',
    ]);
  });

  it('sets the companion’s options, if there is one', () => {
    const bridged = (text: string) => parseAddress(text, { ...PAGE, hasBridge: true });
    const result = bridged(
      'mosquitto_sub -h b.lan --cafile ca.pem --cert /c/c.pem --key /c/k.pem --tls-alpn mqtt --insecure --capath /d -t x',
    );
    expect(result).toMatchObject({ url: 'mqtts://b.lan', suggestions: [] });
    expect(result.settings.line).toEqual({
      tls: {
        ca: { file: 'ca.pem' },
        cert: { file: '/c/c.pem' },
        key: { file: '/c/k.pem' },
        alpn: ['mqtt'],
      },
    });
    expect(result.notes).toEqual([
      { key: 'over-bridge', args: { url: 'mqtts://b.lan' }, severity: 'info' },
      expect.objectContaining({
        key: 'options-of-bridged-tls',
        args: { options: '--insecure --capath' },
      }),
      expect.objectContaining({ args: { files: 'ca.pem, /c/c.pem, /c/k.pem' } }),
    ]);
    const psk =
      'mosquitto_pub -h h -p 8884 --psk c0ffee --psk-identity pump --proxy socks5h://me:pw@p:1080';
    expect(bridged(`${psk} -t x -m y`)).toMatchObject({ url: 'mqtts://h:8884' });
    expect(bridged(`${psk} -t x -m y`).settings.line).toEqual({
      tls: { psk: { identity: 'pump', key: 'c0ffee' } },
      proxy: 'socks5://me:pw@p:1080',
    });
    expect(JSON.stringify(bridged(psk).notes)).not.toMatch(/c0ffee|pw/);
    expect(bridged('mosquitto_sub --unix /run/a.sock -t x').url).toBe('unix:///run/a.sock');
    expect(bridged('mosquitto_sub -h h -p 1884 -t x')).toMatchObject({ url: 'mqtt://h:1884' });
    expect(bridged('mosquitto_sub -h h -t x').settings).not.toHaveProperty('line');
    expect(parse(`${psk} -t x`).settings).not.toHaveProperty('line');
  });

  it('to publish gives the message without a subscription', () => {
    const { settings } = parse(`mosquitto_pub -h h -t a/b -m '{"a": 1}' -q 2 -r`);
    expect(settings.publish).toEqual({
      topic: 'a/b',
      payload: '{"a": 1}',
      qos: 2,
      retain: true,
      properties: [],
    });
    expect(settings.subscriptions).toBeUndefined();
    expect(settings.cleanStart).toBe(true);
  });

  it('to publish gives the properties of its message, and reports the others', () => {
    const given =
      '-D publish content-type text/plain -D publish user-property unit "° C" -D publish topic-alias 1';
    const more = '-D publish message-expiry-interval 60 -D publish correlation-data q1';
    const wrong = '-D publish message-expiry-interval soon -D publish nothing 1';
    const { settings, notes } = parse(`mosquitto_pub -h h -t a ${given} ${more} ${wrong} -m x`);
    expect(settings.publish).toMatchObject({
      payload: 'x',
      properties: [
        { name: 'contentType', value: 'text/plain' },
        { name: 'userProperty', value: ['unit', '° C'] },
        { name: 'topicAlias', value: 1 },
        { name: 'messageExpiryInterval', value: 60 },
        { name: 'correlationData', value: new TextEncoder().encode('q1') },
      ],
    });
    expect(notes.flatMap(({ args }) => ('property' in args ? [args.property] : []))).toEqual([
      'publish message-expiry-interval',
      'publish nothing',
    ]);
  });

  it('with -L gives host, credentials and the topic with its # and ?', () => {
    const result = parse('mosquitto_sub -L mqtts://me:p%40ss@h.example:8885/sensors/?/#');
    expect(result).toMatchObject({ host: 'h.example', port: 8885 });
    expect(result.settings).toMatchObject({ userName: 'me', password: 'p@ss' });
    expect(result.settings.subscriptions?.map(({ filter }) => filter)).toEqual(['sensors/?/#']);
    expect(result.suggestions[0]?.url).toMatch(/^wss:/);
    expect(result.notes[0]?.args).toEqual({ scheme: 'mqtts' });
  });

  it('with a WebSocket address after -L can be opened', () => {
    expect(parse('mosquitto_sub -L ws://h:9001/a/#').url).toBe('ws://h:9001/mqtt');
  });

  it('uses localhost without a host, and suggests the page’s own broker', () => {
    const result = parse('mosquitto_sub -t x');
    expect(result.host).toBe('localhost');
    expect(result.suggestions[0]?.url).toBe('ws://127.0.0.1:8080/mqtt');
    expect(keysOf('mosquitto_sub -t x')).toEqual(['browser-cannot-open', 'host-assumed']);
  });

  it('keeps $SYS and $share as topics, quoted or not', () => {
    for (const text of ['-t $SYS/#', '-t "$share/g/a"', "-t '$SYS/#'"]) {
      expect(keysOf(`mosquitto_sub -h h ${text}`)).toEqual(['browser-cannot-open']);
    }
    expect(parse('mosquitto_sub -t $SYS/#').settings.subscriptions?.[0]?.filter).toBe('$SYS/#');
  });

  it('takes an IPv6 host without brackets', () => {
    expect(parse('mosquitto_sub -h ::1 -t x').host).toBe('[::1]');
  });

  it('keeps the session forever only with -c', () => {
    const { settings } = parse('mosquitto_sub -h h -c -i me -t x');
    expect(settings).toMatchObject({ cleanStart: false, sessionExpiry: 0xff_ff_ff_ff });
  });

  it.each([
    ['-h h -t x -c', 'session-without-client-id'],
    ['-h h -t x -p many', 'option-value'],
    ['-h h -t x -q 3', 'option-value'],
    ['-h h -t x -V 4', 'option-value'],
    ['-h h -t x -V constructor', 'option-value'],
    ['-h h -t x -k', 'option-without-value'],
    ['-h h -t x --frobnicate', 'option-unknown'],
    ['-h h -t x --cafile ca.pem --insecure', 'options-of-tls'],
    ['-h h -t x --proxy socks5h://a', 'options-of-the-network'],
    ['-h $BROKER -t x', 'host-invalid'],
    ['-h h -t $TOPIC', 'shell-variable'],
    ["-h h -t 'x", 'quote-unfinished'],
    ['-h h -t x | jq .', 'shell-rest'],
    ['-h h -t x -D connect receive-maximum 5', 'property-left-out'],
    ['-h h -t x -I pre', 'client-id-prefix'],
    ['--unix /run/m.sock -t x', 'unix-socket'],
    ['-h h -S -t x', 'srv-record'],
  ])('mosquitto_sub %s is reported: %s', (words, key) => {
    expect(keysOf(`mosquitto_sub ${words}`)).toContain(key);
  });

  it('reads options after a property of any length', () => {
    const { settings } = parse(
      'mosquitto_sub -h h -D connect user-property a b -D connect session-expiry-interval 9 -t x',
    );
    expect(settings.sessionExpiry).toBe(9);
    expect(settings.subscriptions?.map(({ filter }) => filter)).toEqual(['x']);
  });

  it.each([
    'sudo /usr/bin/mosquitto_sub -h h -t x',
    'docker exec -it box mosquitto_sub -h h -t x',
    '"C:/Program Files/mosquitto/mosquitto_sub.exe" -h h -t x',
    'mosquitto_sub \\\n  -h h \\\r\n  -t x',
  ])('is found in: %s', (text) => {
    expect(parse(text)).toMatchObject({ from: 'command', host: 'h' });
  });
});
