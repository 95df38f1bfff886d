import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { plantedSecret } from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import { Capture } from '../capture/capture.ts';
import { CaptureExport } from './captureExport.ts';
import { COPY_FORMATS, joined, readEvents } from './captureFile.testkit.ts';
import type { ExportFormat } from './captureFormats.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { CaptureFeed } from './report/captureFeed.ts';
import { savedCapture } from './savedCapture.ts';
import { fileWith } from './secretFiles.testkit.ts';

const SEEDS = Array.from({ length: tries(100, 20) }, (_, at) => at + 1);

/** Not every format keeps the reason why bytes are not a packet. */
const NO_PACKET = /(?:unframed|cut-off|capture-end|remaining-length)$/;

interface Judged {
  readonly capture: Capture;
  /** Streams by clock and rule: copies number packets anew after bytes that they lack. */
  readonly problems: ReadonlyMap<string, number>;
  /** Streams of other protocols. Their content is overwritten, so they cannot be identified again. */
  readonly foreign: ReadonlySet<number>;
}

function judged(events: Iterable<CaptureEvent>): Judged {
  const problems = new Map<string, number>();
  const foreign = new Set<number>();
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    onProblem: ({ time, rule, stream }) => {
      problems.set(
        `${Math.round(capture.origin * 1000 + time)} ${rule}`.replace(NO_PACKET, 'no packet'),
        stream,
      );
      if (rule.endsWith('-not-mqtt')) foreign.add(stream);
    },
  });
  const feed = new CaptureFeed(capture);
  let time = 0;
  for (const event of events) {
    feed.take(event);
    if (event.kind === 'packet') ({ time } = event);
  }
  capture.end(time);
  return { capture, problems, foreign };
}

function saved(capture: Capture, format: ExportFormat): Uint8Array {
  const parts: Uint8Array[] = [];
  const options = {
    secrets: CONVENTIONS.secrets,
    withSecrets: false,
    application: 'test',
    quick: true,
    fileWords,
  };
  const written = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), options);
  for (const event of savedCapture(capture)) if (event.kind !== 'passed-over') written.take(event);
  written.end();
  return joined(parts);
}

const ORIGINALS = SEEDS.map((seed) => ({
  seed,
  ...judged(readEvents(fileWith(plantedSecret(seed)))),
}));

describe.each(COPY_FORMATS)('a capture saved as %s without secrets', (format) => {
  it('has no additional problem', () => {
    const added: string[] = [];
    let kept = 0;
    for (const { seed, capture, problems, foreign } of ORIGINALS) {
      if (capture.newest === 0) continue;
      const again = judged(readEvents(saved(capture, format))).problems;
      for (const [one, stream] of again) {
        if (!problems.has(one) && !foreign.has(stream)) added.push(`${seed}: ${one}`);
      }
      kept += again.size;
    }
    expect(added).toEqual([]);
    // Enough seeds have such problems.
    expect(kept).toBeGreaterThan(SEEDS.length / 10);
  });
});
