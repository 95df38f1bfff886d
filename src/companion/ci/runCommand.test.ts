/** Tests `mqttscope run` with small clients, each a separate program. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { runProblems } from '../captures/problemsCommand.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { runRun } from './runCommand.ts';

const CONNECT = '100d00044d5154540402000a000161';
const PUBLISH = '320700016100016869';
const PUBREL_FOR_NOTHING = '62020007';
const DISCONNECT = 'e000';

/** A client that sends CONNECT, a packet after the answer, and DISCONNECT after its answer. */
const client = (packet: string): readonly string[] => [
  '--',
  process.execPath,
  '-e',
  `const left = ['${packet}', '${DISCONNECT}'];
   const socket = require('node:net').connect(Number(process.env.MQTT_PORT), process.env.MQTT_HOST);
   const send = (hex) => socket.write(Buffer.from(hex, 'hex'));
   socket.on('data', () => send(left.shift() ?? ''));
   socket.on('close', () => process.exit(Number(process.env.TEST_CODE ?? 0)));
   send('${CONNECT}');`,
];
const right = client(PUBLISH);
const wrong = client(PUBREL_FOR_NOTHING);
const script = (text: string): readonly string[] => ['--', 'sh', '-c', text];

interface Outcome {
  readonly code: number;
  readonly notices: string;
}

async function run(...argv: readonly string[]): Promise<Outcome> {
  const notices: string[] = [];
  const code = await runRun(argv, {
    output: new PassThrough(),
    notice: (text) => notices.push(text),
    texts: cli,
    version: '1.2.3',
  });
  return { code, notices: notices.join('\n') };
}

/** Compares the command, because another process may have got the number meanwhile. */
const isSleeping = (pid: number): boolean =>
  spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout.startsWith(
    'sleep',
  );

describe('mqttscope run', () => {
  it('does not replace the program that it runs', async () => {
    const program = join(temporaryFolder(), 'program.ndjson');
    writeFileSync(program, 'exit 0');
    for (const option of ['--output', '--junit']) {
      const refused = run(option, program, '--', 'sh', program);
      await expect(refused).rejects.toThrow(UsageError);
    }
    expect(readFileSync(program, 'utf8')).toBe('exit 0');
  });

  it('judges the client: 0 for a right one, 3 for a wrong one, 4 if none connects', async () => {
    const good = await run('--fail-on', 'warn', ...right);
    expect(good.code).toBe(0);
    expect(good.notices).toMatch(
      /^A broker for COMMAND is at mqtt:\/\/127\.0\.0\.1:\d+ \(MQTT_URL\)/,
    );
    expect(good.notices).toContain('No problems in 5 packets.');
    const bad = await run(...wrong);
    expect(bad.code).toBe(3);
    expect(bad.notices).toMatch(/#1 error pubrel-without-pubrec MQTT-4\.3\.3-1/);
    const none = await run(...script('true'));
    expect(none.code).toBe(4);
    expect(none.notices).toContain('COMMAND must connect to the address in MQTT_URL');
  });

  it('passes on the code of COMMAND, with the verdict in the messages and in JUnit', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    const [dashes = '', ...words] = wrong;
    const failing = [dashes, 'env', 'TEST_CODE=7', ...words];
    const { code, notices } = await run('--junit', junit, '--junit-failed-only', ...failing);
    expect(code).toBe(7);
    expect(notices).toContain('error pubrel-without-pubrec');
    expect(notices).toContain('COMMAND ended with exit code 7.');
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('name="command"><failure message="COMMAND ended with exit code 7."/>');
    expect(xml).toContain('name="pubrel-without-pubrec"><failure');
    const ended = await run(...script('kill -TERM $$'));
    expect(ended.code).toBe(128 + 15);
    expect(ended.notices).toContain('COMMAND was ended by SIGTERM (exit code 143).');
    expect(ended.notices).toContain('so the check has not passed (exit code 143).');
  });

  it('does not start COMMAND if the report cannot be written', async () => {
    const folder = temporaryFolder();
    const begun = join(folder, 'begun');
    const junit = join(folder, 'missing', 'junit.xml');
    const starting = run('--junit', junit, ...script(`touch ${begun}`));
    await expect(starting).rejects.toThrow(StartError);
    expect(existsSync(begun)).toBe(false);
  });

  it('replaces the report of an earlier run, also if COMMAND cannot be started', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    expect((await run('--junit', junit, ...right)).code).toBe(0);
    await expect(run('--junit', junit, '--', 'no-such-program')).rejects.toThrow(StartError);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('name="completed"><failure message="no-such-program cannot be started');
  });

  it('reports a recording that could not be written as a failure', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    const full = ['-o', '/dev/full', '--format', 'ndjson', '--junit', junit];
    expect((await run(...full, ...right)).code).toBe(1);
    expect(readFileSync(junit, 'utf8')).toContain('name="recorded"><failure message="/dev/full');
  });

  it('does not ask a program to connect that has connected', async () => {
    const { notices } = await run(
      ...script(`
        exec "${process.execPath}" -e '
          const socket = require("node:net").connect(Number(process.env.MQTT_PORT), "127.0.0.1");
          socket.write("GET / HTTP/1.1\\r\\n\\r\\n");
          socket.on("error", () => {});'
      `),
    );
    expect(notices).toContain('COMMAND must send MQTT to the address in MQTT_URL');
    expect(notices).not.toContain('COMMAND must connect');
  });

  it('expects packets, also by the outcome of their exchange', async () => {
    const met = [
      '--expect',
      'type == publish and payload == "hi"',
      '--expect',
      'exchange.state == complete',
    ];
    expect((await run(...met, ...right)).code).toBe(0);
    const junit = join(temporaryFolder(), 'junit.xml');
    const { code, notices } = await run('--expect', 'topic == "b"', '--junit', junit, ...right);
    expect([code, notices]).toEqual([
      3,
      expect.stringContaining('--expect topic == "b": no packet matched.'),
    ]);
    expect(readFileSync(junit, 'utf8')).toContain('name="expect topic == &quot;b&quot;"><failure');
    await expect(run('--expect', 'topic ~', ...right)).rejects.toThrow(/--expect, column \d+/);
  });

  it('leaves nothing running, neither after the time is over nor when COMMAND ends', async () => {
    const folder = temporaryFolder();
    const [late, left] = [join(folder, 'late'), join(folder, 'left')];
    const hanging = script(`(sleep 60 & echo $! > ${late}; wait) & wait`);
    const { code, notices } = await run('--timeout', '2s', ...hanging);
    expect([code, notices]).toEqual([4, expect.stringContaining('did not end within --timeout')]);
    await run(...script(`sleep 60 & echo $! > ${left}`));
    // In a separate session, as a daemon is.
    const daemon = join(folder, 'daemon');
    await run(
      ...script(
        `setsid sh -c 'echo $$ > ${daemon}; exec sleep 60' & until [ -s ${daemon} ]; do :; done`,
      ),
    );
    for (const file of [late, left, daemon]) {
      const pid = Number(readFileSync(file, 'utf8'));
      await eventually(() => expect(isSleeping(pid)).toBe(false));
    }
  });

  it('taps another broker, with fault rules, and writes a capture', async () => {
    const { mqtt } = await startTestCompanion();
    const [rules, capture] = [
      join(temporaryFolder(), 'lost.json'),
      join(temporaryFolder(), 'run.pcapng'),
    ];
    const lost = { id: 'lost', match: { packet: 'PUBACK' }, do: 'drop' };
    writeFileSync(rules, JSON.stringify({ version: 1, rules: [lost] }));
    const argv = ['--to', mqtt, '--faults', rules, '-o', capture, '--timeout', '1s'];
    const { code, notices } = await run(...argv, '--expect', 'fault', ...right);
    expect(code).toBe(3);
    expect(notices).toContain(`COMMAND reaches ${mqtt} at mqtt://127.0.0.1:`);
    expect(notices).toContain('Fault rule lost: drop, PUBACK');
    expect(notices).not.toContain('no packet matched');
    const at = { output: new PassThrough().resume(), notice: () => 0, texts: cli, version: '1' };
    expect(await runProblems([capture], at)).toBe(0);
  });

  it('rejects a file whose name does not identify a format', async () => {
    const capture = join(temporaryFolder(), 'run.foo');
    const started = join(temporaryFolder(), 'started');
    const refused = run('-o', capture, ...script(`touch ${started}`));
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow('.mqttscope, .pcapng, .ndjson, .csv');
    expect(existsSync(started)).toBe(false);
    expect((await run('-o', capture, '--format', 'ndjson', ...right)).code).toBe(0);
    expect(readFileSync(capture, 'utf8')).toMatch(/^\{"/);
  });

  it('gives COMMAND the user name and password in the address of the broker', async () => {
    const { mqtt } = await startTestCompanion({ users: new Map([['ann', 'p w']]) });
    const to = mqtt.replace('mqtt://', 'ann:p%20w@');
    const told = join(temporaryFolder(), 'told');
    const variables = '"$MQTT_URL $MQTT_USERNAME $MQTT_PASSWORD"';
    const { notices } = await run('--to', to, ...script(`echo ${variables} > ${told}`));
    expect(readFileSync(told, 'utf8')).toMatch(/^mqtt:\/\/ann:p%20w@127\.0\.0\.1:\d+ ann p w\n$/);
    expect(notices).toContain(`COMMAND reaches ${mqtt} at mqtt://127.0.0.1:`);
    expect(notices).not.toContain('p%20w');
  });

  it('gives COMMAND special characters, and a password without a user name', async () => {
    const variables = async (userInfo: string): Promise<string> => {
      const told = join(temporaryFolder(), 'told');
      const print = `printf '%s|%s|%s' "$MQTT_URL" "$MQTT_USERNAME" "$MQTT_PASSWORD" > ${told}`;
      await run('--to', `mqtt://${userInfo}@127.0.0.1:1`, ...script(print));
      return readFileSync(told, 'utf8').replace(/:\d+\|/, '|');
    };
    const encoded = `${encodeURIComponent('a@/%#? é')}:${encodeURIComponent('p@:/%#?[]中$"')}`;
    expect(await variables(encoded)).toBe(`mqtt://${encoded}@127.0.0.1|a@/%#? é|p@:/%#?[]中$"`);
    expect(await variables(':p%20w')).toBe('mqtt://:p%20w@127.0.0.1||p w');
    for (const userInfo of ['a%00b:w', 'ann:w%00']) {
      await expect(variables(userInfo)).rejects.toThrow('--to takes the address of a broker');
    }
  });

  it('fails if the broker cannot be reached, and COMMAND does not', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    const { code, notices } = await run('--to', '127.0.0.1:1', '--junit', junit, ...right);
    const reason = 'No packet could be checked, because the broker of --to could not be reached';
    expect([code, notices]).toEqual([1, expect.stringContaining(reason)]);
    expect(readFileSync(junit, 'utf8')).toContain(`type="empty">${reason} (exit code 1).</error>`);
    expect((await run('--junit', junit, ...script('true'))).code).toBe(4);
    expect(readFileSync(junit, 'utf8')).toMatch(/type="empty">.* COMMAND must connect to the addr/);
  });

  it('says once why the broker cannot be reached, and counts retries', async () => {
    const retries = `
      let left = 5;
      const next = () => {
        if (left-- === 0) return;
        const socket = require('node:net').connect(Number(process.env.MQTT_PORT), '127.0.0.1');
        socket.on('error', () => 0).on('close', next).resume();
        socket.write(Buffer.from('${CONNECT}', 'hex'));
      };
      next();
    `;
    const { code, notices } = await run(
      '--to',
      '127.0.0.1:1',
      '--',
      process.execPath,
      '-e',
      retries,
    );
    expect(code).toBe(1);
    const lines = notices.split('\n').filter((line) => line.includes('not forwarded'));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^4 more connections: not forwarded, because /);
  });

  it('reaches a broker over TLS that its own authority has signed', async () => {
    const { cert, key } = TLS_FILES;
    const { mqtt } = await startTestCompanion({ tls: await readTlsIdentity({ cert, key }) });
    const untrusted = await run('--to', mqtt, ...right);
    expect(untrusted.code).toBe(1);
    expect(untrusted.notices).toContain(': use --to-ca, or --to-fingerprint for this certificate');
    expect((await run('--to', mqtt, '--to-ca', cert, ...right)).code).toBe(0);
  });

  it('reaches the same broker over WebSocket', async () => {
    const open = `
      const socket = new WebSocket(process.env.MQTT_WS_URL, 'mqtt');
      socket.onopen = () => socket.send(Buffer.from('${CONNECT}', 'hex'));
      socket.onmessage = () => { socket.send(Buffer.from('${DISCONNECT}', 'hex')); socket.close(); };
    `;
    const words = ['--', process.execPath, '--experimental-websocket', '-e', open];
    const { code, notices } = await run(...words);
    expect(code).toBe(0);
    expect(notices).toContain('3 packets');
  });

  it('rejects wrong arguments and a program that does not exist', async () => {
    await expect(run()).rejects.toThrow(/required argument 'COMMAND/);
    await expect(run('-o', '-', ...right)).rejects.toThrow('standard output belongs to COMMAND');
    await expect(run('--to', 'http://broker', ...right)).rejects.toThrow(
      '--to takes the address of a broker',
    );
    const unused = run('--to-ca', TLS_FILES.cert, ...right);
    await expect(unused).rejects.toThrow('--to-ca is for mqtts:// and wss://.');
    const noReport = run('--junit-failed-only', ...right);
    await expect(noReport).rejects.toThrow('--junit-failed-only requires --junit.');
    await expect(run('--', 'no-such-program')).rejects.toThrow(
      'no-such-program cannot be started: there is no such program.',
    );
  });
});
