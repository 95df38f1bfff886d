/**
 * Tests the broker like a conformance suite: MQTT 3.1, 3.1.1 and 5.0 over TCP and WebSocket, with a client
 * that sends given packets and bytes. Checks of a chapter run in parallel under different names, so that
 * timeouts cost no more than the longest.
 */
import type { ProtocolVersion } from '../../src/mqtt/tables/packet.ts';
import { CONNECTING } from '../conformance/connecting.ts';
import { DELIVERING } from '../conformance/delivering.ts';
import { FRAMES } from '../conformance/frames.ts';
import { LIMITS } from '../conformance/limits.ts';
import { MALFORMED } from '../conformance/malformed.ts';
import { MESSAGES } from '../conformance/messages.ts';
import { RETAINING } from '../conformance/retaining.ts';
import { SESSIONS } from '../conformance/sessions.ts';
import { SUBSCRIBING } from '../conformance/subscribing.ts';
import { WILLS } from '../conformance/wills.ts';
import { type Chapter, type Check, World } from '../conformance/world.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import type { Target, TransportName } from '../kit/peers/rawClient.ts';
import { test } from '../kit/test.ts';

const NAMES = { 3: '3.1', 4: '3.1.1', 5: '5.0' } as const;
const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const TRANSPORTS: readonly TransportName[] = ['TCP', 'WebSocket'];

/** Server configuration that such suites expect. */
const OPTIONS =
  '--server-keep-alive 60 --receive-maximum 10 --topic-alias-maximum 4 --maximum-packet-size 60000 --refuse-filter test/nosubscribe';

let companion: Companion | undefined;
let count = 0;

test.beforeAll(async () => {
  companion = await startCompanion(['--no-demo', ...OPTIONS.split(' ')]);
});
test.afterAll(async () => {
  await companion?.stop();
});

/** Undefined: passed. */
async function failureOf(name: string, run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return `${name}: ${String(error)}`;
    const place = /conformance\/\S+\.ts:\d+/.exec(error.stack ?? '')?.[0];
    return `${name} (${place ?? 'kit'}): ${error.message}`;
  }
}

async function all(runs: readonly Promise<string | undefined>[]): Promise<void> {
  const failures = (await Promise.all(runs)).filter((failure) => failure !== undefined);
  if (failures.length === 0) return;
  throw new Error(`${failures.length} of ${runs.length}:\n${failures.join('\n\n')}`);
}

async function runCheck(
  { name, run }: Check,
  transport: TransportName,
  target: Target,
  version: ProtocolVersion,
): Promise<string | undefined> {
  count += 1;
  const world = new World(transport, target, version, `c${process.pid}n${count}x`);
  const failure = await failureOf(`MQTT ${NAMES[version]}: ${name}`, () => run(world));
  world.close();
  return failure;
}

const CHAPTERS: readonly Chapter[] = [
  CONNECTING,
  SESSIONS,
  DELIVERING,
  MESSAGES,
  SUBSCRIBING,
  RETAINING,
  WILLS,
  LIMITS,
  MALFORMED,
];

for (const chapter of CHAPTERS) {
  for (const transport of TRANSPORTS) {
    test(`${chapter.name} over ${transport}`, async () => {
      const target = companion;
      if (target === undefined) throw new Error('no companion');
      const runs = VERSIONS.flatMap((version) =>
        chapter.checks
          .filter(({ versions = VERSIONS }) => versions.includes(version))
          .map((check) => runCheck(check, transport, target, version)),
      );
      await all(runs);
    });
  }
}

test('WebSocket frames', async () => {
  const ws = companion?.ws ?? '';
  await all(FRAMES.map(({ name, run }) => failureOf(name, () => run(ws))));
});
