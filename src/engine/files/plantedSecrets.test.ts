import { expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { lines } from '../../i18n/cli/en/lines.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { type PlantedSecret, plantedSecret } from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import { SecretSearch } from '../../mqtt/secrets/secretSearch.testkit.ts';
import { Capture } from '../capture/capture.ts';
import { CaptureExport } from './captureExport.ts';
import { COPY_FORMATS, joined, readEvents } from './captureFile.testkit.ts';
import { readCaptureFile } from './captureFile.ts';
import { EXPORT_FORMATS, type ExportFormat } from './captureFormats.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { packetLine } from './lines/packetLine.ts';
import { CaptureFeed } from './report/captureFeed.ts';
import { DissectedCapture } from './report/dissectedCapture.ts';
import { PacketJson } from './report/packetJson.ts';
import { fileWith } from './secretFiles.testkit.ts';
import { DECODERS } from './tls/allDecoders.ts';

const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1);
/** Budget of a log, in bytes. */
const SMALL = 64 * 1024;

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function exported(
  format: ExportFormat,
  events: readonly CaptureEvent[],
  withSecrets: boolean,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const options = {
    secrets: CONVENTIONS.secrets,
    withSecrets,
    application: 'test',
    quick: true,
    fileWords,
  };
  const written = new CaptureExport(format, (bytes) => parts.push(bytes), options);
  for (const event of events) written.take(event);
  written.end();
  return joined(parts);
}

function outputs(events: readonly CaptureEvent[], withSecrets: boolean): Map<string, string> {
  const texts = new Map<string, string>();
  for (const format of EXPORT_FORMATS) {
    texts.set(format, asText(exported(format, events, withSecrets)));
  }
  const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets });
  const lineJson = new PacketJson();
  let [plain, json] = ['', ''];
  for (const event of events) {
    if (event.kind === 'note') plain += `${JSON.stringify(event.fact)}\n`;
    const packet = capture.take(event);
    if (!packet) continue;
    plain += `${packetLine(packet, lines.packets)}\n`;
    json += lineJson.line(packet);
  }
  return texts.set('plain', plain).set('json', json).set('problems', problemsOf(events));
}

/** Texts of the problems that the rules find. */
function problemsOf(events: readonly CaptureEvent[]): string {
  let text = '';
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    logBudget: SMALL,
    topicBudget: SMALL,
    onProblem: (problem) => (text += JSON.stringify(problem)),
  });
  const feed = new CaptureFeed(capture);
  for (const event of events) feed.take(event);
  capture.end(0);
  return text;
}

/** Messages of the readers about a damaged file with the secret. */
function complaints(file: Uint8Array, { chance }: PlantedSecret): string {
  const damaged = file.slice(0, chance(4) === 0 ? chance(file.length) : file.length);
  for (let count = 1 + chance(4); count > 0; count -= 1) {
    damaged[chance(damaged.length || 1)] = chance(256);
  }
  let text = '';
  const reader = readCaptureFile((event) => {
    if (event.kind === 'note') text += JSON.stringify(event.fact);
    if (event.kind === 'packet') text += JSON.stringify(event.problem ?? '');
  }, DECODERS);
  try {
    reader.push(damaged);
    reader.end();
  } catch (error) {
    text += String(error);
  }
  return text;
}

it.each(['client', 'server'] as const)(
  `finds no secret of a %s in any file or report of ${SEEDS.length} streams`,
  (sender) => {
    const search = new SecretSearch();
    const control = new SecretSearch();
    for (const seed of SEEDS) {
      const planted = plantedSecret(seed, sender);
      const file = fileWith(planted);
      const events = readEvents(file);
      search.look(planted.secret, outputs(events, false), `seed ${seed}`);
      const format = COPY_FORMATS[seed % (COPY_FORMATS.length + 1)];
      const whole = format === undefined ? file : exported(format, events, true);
      const said = new Map([['complaints', complaints(whole, planted)]]);
      search.look(planted.secret, said, `seed ${seed}`);
      // Positive control: the search finds secrets if they are exported.
      if (seed % 10 === 0) control.look(planted.secret, outputs(events, true), `seed ${seed}`);
    }
    expect(search.found.slice(0, 20)).toEqual([]);
    const controls = SEEDS.filter((seed) => seed % 10 === 0).length;
    const seldom = ['pcapng', 'mqttscope', 'ndjson', 'csv', 'json'].filter((format) => {
      const held = control.found.filter((found) => found.startsWith(`${format} of `)).length;
      return held < controls / 3;
    });
    expect(seldom).toEqual([]);
  },
);
