/** An expensive --until: reported once and counted at the end, and the recording continues. */
import { expect, test } from 'vitest';
import { startRecording, startScenes } from './record.testkit.ts';

/** A display filter that takes too long for large payloads. */
const MANY = Array.from({ length: 1000 }, (_, at) => `w${at}`).join(' or ');

test('says once that --until takes too long, and how many packets it did not check', async () => {
  const large = 'x'.repeat(500_000);
  const url = await startScenes({ codes: [0], messages: [large, large, 'w7'] });
  const options = ['--url', url, '--subscribe=#', '--protocol=3.1.1'];
  const { notices, done } = startRecording('recorded.mqttscope', ...options, `--until=${MANY}`);
  await done;
  expect(notices.filter((text) => text.includes('--until takes too long'))).toHaveLength(1);
  expect(notices.at(-2)).toBe('--until did not check 2 packets.');
  expect(notices.at(-1)).toMatch(/ended by --until\.$/);
});
