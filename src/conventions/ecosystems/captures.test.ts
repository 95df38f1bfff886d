import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Capture } from '../../engine/capture/capture.ts';
import { readEvents } from '../../engine/files/captureFile.testkit.ts';
import { CaptureFeed } from '../../engine/files/report/captureFeed.ts';
import { CONVENTIONS } from '../conventions.ts';
import { captureFileOf, captureOf } from './captures.testkit.ts';
import { EXAMPLES } from './examples.testkit.ts';

test.each(Object.entries(EXAMPLES))(
  'the capture of %s in the documents opens, with its devices',
  (convention, example) => {
    const file = new Uint8Array(readFileSync(captureFileOf(convention)));
    const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
    const feed = new CaptureFeed(capture);
    for (const event of readEvents(file)) feed.take(event);
    const request = { first: 0, count: 100, show: 'all', search: '', order: 'name' } as const;
    const rows = capture.window({ devices: request }, 1e9).devices?.rows ?? [];
    expect(rows.map((row) => [row.convention, row.id])).toEqual(
      example.devices.map((id) => [convention, id]),
    );
    // The capture contains valid MQTT.
    expect(capture.counters(0).problems.errors).toBe(0);
    // `npm run docs` rewrites the file.
    expect(Buffer.from(captureOf(example)).equals(file)).toBe(true);
  },
);
