/** Reads the recorded conversations and the claims of the rules on each. */

import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../capture/capture.ts';
import { readCaptureFile } from '../../files/captureFile.ts';
import { CaptureFeed } from '../../files/report/captureFeed.ts';
import { DECODERS } from '../../files/tls/allDecoders.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';

const CAPTURES = new URL('testdata/', import.meta.url);
const ENDING = '.pcapng.gz';

export const RECORDED: readonly string[] = readdirSync(CAPTURES)
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length))
  .toSorted();

export interface Claims {
  readonly capture: Capture;
  readonly found: readonly FoundProblem[];
  readonly notes: readonly NoteFact[];
}

export function claimsOf(name: string): Claims {
  const found: FoundProblem[] = [];
  const notes: NoteFact[] = [];
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    onProblem: (problem) => found.push(problem),
  });
  const feed = new CaptureFeed(capture);
  let last = 0;
  const reader = readCaptureFile((event) => {
    if (event.kind === 'note') notes.push(event.fact);
    if (event.kind === 'packet') last = Math.max(last, event.time);
    feed.take(event);
  }, DECODERS);
  reader.push(gunzipSync(readFileSync(new URL(`${name}${ENDING}`, CAPTURES))));
  reader.end();
  capture.end(last);
  return { capture, found, notes };
}
