/** Captures of all kinds, their problems, and their conversion to every format. */

import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { noteFacts } from '../../i18n/en/facts/noteFacts.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { CaptureExport } from './captureExport.ts';
import { joined } from './captureFile.testkit.ts';
import type { ExportFormat } from './captureFormats.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { FoundInFile } from './report/foundInFile.ts';
import { PassingCapture } from './report/passingCapture.ts';

const CASES = new URL('../../../e2e/cases/', import.meta.url);
const TESTDATA = new URL('testdata/', import.meta.url);

/** The captures in a folder, by name. */
function capturesIn(folder: URL): [name: string, file: Uint8Array][] {
  return readdirSync(folder)
    .filter((name) => /\.pcap(?:ng)?(?:\.gz)?$/u.test(name))
    .map((name) => {
      const file = readFileSync(new URL(name, folder));
      return [name, Uint8Array.from(name.endsWith('.gz') ? gunzipSync(file) : file)];
    });
}

export const CAPTURE_FILES = [...capturesIn(CASES), ...capturesIn(TESTDATA)];

/** Problems of a capture, one text each. */
export function problemsOf(events: readonly CaptureEvent[]): readonly string[] {
  const found = new Set<string>();
  const capture = new PassingCapture({
    conventions: CONVENTIONS,
    onProblem: ({ packet, rule, severity }) => found.add(`${packet} ${severity} ${rule}`),
    onWithdrawn: ({ packet, rule, severity }) => found.delete(`${packet} ${severity} ${rule}`),
  });
  for (const event of events) capture.take(event);
  capture.end();
  return [...found].toSorted();
}

/** Notes in English. */
export const notesOf = (events: readonly CaptureEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'note' ? [say(noteFacts, event.fact)] : [])).toSorted();

/** Numbers of bytes that no packet holds, by stream and sender. */
export function missingIn(events: readonly CaptureEvent[]): Readonly<Record<string, number>> {
  const missing: Record<string, number> = {};
  for (const event of events) {
    if (event.kind !== 'note' || event.fact.key !== 'of-stream') continue;
    const { stream, note } = event.fact.args;
    if (note.key !== 'bytes-missing' && note.key !== 'bytes-uncut') continue;
    const side = `${stream} ${note.args.sender}`;
    missing[side] = (missing[side] ?? 0) + note.args.count;
  }
  return missing;
}

/** Problems in English. */
export function wordsOf(events: readonly CaptureEvent[]): readonly string[] {
  const found: FoundProblem[] = [];
  const capture = new PassingCapture({
    conventions: CONVENTIONS,
    onProblem: (problem) => found.push(problem),
    onWithdrawn: ({ packet, rule }) => {
      const at = found.findIndex((one) => one.packet === packet && one.rule === rule);
      if (at >= 0) found.splice(at, 1);
    },
  });
  for (const event of events) capture.take(event);
  capture.end();
  return found.map((problem) => `${problem.packet} ${fileWords.foundWrong(problem)}`);
}

/** Problems with their times since the first packet, and why packets are not judged. */
export function judgementsOf(events: readonly CaptureEvent[]): readonly string[] {
  const found = new Map<string, string>();
  const unjudged: string[] = [];
  const first = events.find(({ kind }) => kind === 'packet');
  const start = first?.kind === 'packet' ? first.time : 0;
  const capture = new PassingCapture({
    conventions: CONVENTIONS,
    onProblem: ({ packet, rule, severity, time }) =>
      found.set(`${packet} ${rule}`, `${packet} ${severity} ${rule} ${(time - start).toFixed(3)}`),
    onWithdrawn: ({ packet, rule }) => found.delete(`${packet} ${rule}`),
    onUnjudged: (why) => unjudged.push(why),
  });
  for (const event of events) capture.take(event);
  capture.end();
  return [...found.values(), ...unjudged].toSorted();
}

/** Writes a capture as `mqttscope convert` does. */
export const converted = (
  events: readonly CaptureEvent[],
  format: ExportFormat,
  withSecrets = false,
): Uint8Array => copied(events, format, withSecrets).bytes;

/** Bytes that a copy without secrets leaves out. */
export const leftOutOf = (events: readonly CaptureEvent[]): number =>
  copied(events, 'mqttscope', false).leftOut;

function copied(events: readonly CaptureEvent[], format: ExportFormat, withSecrets: boolean) {
  const parts: Uint8Array[] = [];
  const written = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets,
    noteText: (note) => say(noteFacts, note),
    application: 'test',
    fileWords,
  });
  const rules = format === 'pcapng' ? new FoundInFile(CONVENTIONS) : undefined;
  for (const event of events) written.take(rules ? rules.take(event) : event);
  written.end();
  return { bytes: joined(parts), leftOut: written.leftOut.bytes };
}
