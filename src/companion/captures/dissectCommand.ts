/** `mqttscope dissect FILE`: prints the packets of a capture file, one line each. */

import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { printable } from '../../base/printable.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { packetLine } from '../../engine/files/lines/packetLine.ts';
import { bytesAsCapture } from '../../engine/files/printed/bytesAsCapture.ts';
import { ChainTrace } from '../../engine/files/report/chainTrace.ts';
import {
  DissectedCapture,
  type NumberedPacket,
} from '../../engine/files/report/dissectedCapture.ts';
import { fileFacts } from '../../engine/files/report/fileFacts.ts';
import { PacketJson } from '../../engine/files/report/packetJson.ts';
import { reportPayload } from '../../engine/files/report/payloadReport.ts';
import { StepTrace } from '../../engine/files/report/stepTrace.ts';
import { payloadFinding } from '../../engine/valueTypes/payloadFinding.ts';
import { loadFormat, partOf } from '../../payload/formats/formats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { UsageError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { LANGUAGE } from '../cli/language.ts';
import { LineOutput } from '../cli/lineOutput.ts';
import { anyText, command, flag, one } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import {
  type CommandSurroundings,
  parseSubcommand,
  printNotes,
  WITH_SECRETS,
} from '../cli/subcommand.ts';
import { suggestedOption } from '../cli/suggestedOption.ts';
import { readCapture, readCaptureTwice, STANDARD_INPUT, staysThere } from './captureInput.ts';
import { missingPathsOf, validFilterFor } from './filterPaths.ts';
import { readFormats } from './formatsFile.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { Outcomes } from './outcomes.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices, SERIES } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';
import { oneCapture } from './seriesPlan.ts';
import { SnLines } from './snLines.ts';
import { readSnTopics, SN_TOPICS } from './snTopicsFile.ts';

export const DISSECT = command('dissect', ['[FILE...]'], {
  series: SERIES,
  hex: flag('--hex'),
  filter: one('--filter <EXPR>', anyText),
  json: flag('--json'),
  withSecrets: WITH_SECRETS,
  formats: one('--formats <FILE>', anyText),
  keylog: KEY_LOG,
  mqttPort: MQTT_PORT,
  assumeVersion: ASSUME_VERSION,
  snTopics: SN_TOPICS,
  lang: LANGUAGE,
});

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runDissect(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(DISSECT, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const [argument = '', second = ''] = parsed.args;
  const isHex = parsed.values.hex;
  if (argument === '' && !isHex) throw new UsageError((say) => say.noArgument('FILE'));
  const { series } = parsed.values;
  if (isHex && series) throw new UsageError((say) => say.notTogether('--hex', '--series'));
  const { length } = parsed.args;
  // Bytes without --hex may look like several files.
  const suggested = isHex || series ? undefined : suggestedOption(second, DISSECT.options);
  if (second !== '' && (isHex || suggested !== undefined)) {
    throw new UsageError((say) => say.tooManyArguments(1, length, suggested));
  }
  const { json: isJson, withSecrets, filter = '', keylog, formats, snTopics } = parsed.values;
  await refuseSameFile({
    inputs: [...(isHex ? [] : parsed.args), keylog, formats, snTopics],
    outputs: [STANDARD_OUTPUT],
  });
  const { output: stream, notice, progress, texts } = surroundings;
  const lines = await texts.lines();
  const planning = { words: lines.series, notice };
  const file = isHex
    ? await readPrintedBytes(argument)
    : await oneCapture(parsed.args, series, 'dissect', planning, progress);
  const choices = readingChoices(parsed.values);
  const keys = await readKeyLog(keylog, argument);
  const atOnce = { pause: () => Promise.resolve(), choices, keys };
  const wanted = await validFilterFor(filter, '--filter', file, atOnce);
  const output = new LineOutput(stream, progress);
  const capture = new DissectedCapture({
    secrets: CONVENTIONS.secrets,
    withSecrets,
    usesFewFields: !isJson && !wanted.asksPayload,
  });
  const rules = await readFormats(formats);
  const chains = isJson || wanted.asksPayload ? new ChainTrace(CONVENTIONS, rules) : undefined;
  const outcomes = await Outcomes.wantedBy(wanted);
  const formatsOfFile = chains && {
    of: (packet: NumberedPacket) => chains.formatOf(packet),
    areAwaited: (packet: NumberedPacket) => chains.awaits(packet),
    read: () => readCapture(file, (event) => chains.take(event), atOnce),
  };
  const json = isJson ? new PacketJson() : undefined;
  let matches = 0;
  const printed = new ReadablePackets((packet, format) => {
    if (filter !== '') {
      const { exchange, found, reply } = outcomes?.of(packet.no) ?? {};
      const facts = fileFacts(packet, exchange, found, reply);
      if (!wanted.test({ ...facts, chosen: () => format })) return;
    }
    matches += 1;
    output.line(
      json?.line(packet, reportPayload(packet.dissected.fields(), format)) ??
        packetLine(packet, lines.packets),
    );
  }, formatsOfFile);
  const shownWithout = withSecrets ? undefined : CONVENTIONS.secrets;
  const sensors = new SnLines(lines.sensors, await readSnTopics(snTopics));
  const notes = new GroupedNotes();
  const isForPeople = !isJson && filter === '';
  let mayBeTraced = false;
  // A pipe is read once, so it is traced from the start.
  const piped = isForPeople && !(await staysThere(file)) ? new StepTrace(CONVENTIONS) : undefined;
  const print = (event: CaptureEvent): void => {
    if (event.kind === 'note') notes.take(event);
    piped?.take(event);
    const read = sensors.take(event);
    if (read !== undefined && (filter === '' || wanted.test(sensors.facts(read))))
      output.line(isJson ? sensors.json(read, shownWithout) : sensors.line(read));
    const packet = capture.take(event);
    if (packet === undefined) return;
    mayBeTraced ||= isForPeople && isOdd(packet);
    printed.take(packet);
  };
  const follow = (event: CaptureEvent): void => {
    chains?.take(event);
    outcomes?.take(event);
  };
  const pause = async (isWaiting?: boolean): Promise<void> => {
    await printed.load();
    await output.flush(isWaiting);
  };
  const pace = { pause, progress, choices, keys };
  // Outcomes of exchanges and late problems are known only at the file's end.
  if (outcomes !== undefined) {
    const missing = (): Promise<void> => outcomes.breakOff();
    await readCaptureTwice(file, follow, print, { ...pace, missing }, () => outcomes.end());
  } else if (chains === undefined || (await staysThere(file))) {
    await readCapture(file, print, pace);
  } else {
    // Names of metrics in later messages are not waited for.
    const both = (event: CaptureEvent): void => {
      follow(event);
      print(event);
    };
    await readCapture(file, both, pace);
  }
  if (mayBeTraced) {
    const trace = piped ?? new StepTrace(CONVENTIONS);
    if (piped === undefined) await readCapture(file, (event) => trace.take(event), pace);
    const { found } = lines.problems;
    for (const problem of trace.found) {
      output.line(printable(`${String(problem.packet).padStart(6)} ${found(problem)}`));
    }
  }
  await output.flush(true);
  printNotes(notes, lines.files, notice);
  if (sensors.warning !== undefined) notice(sensors.warning);
  const { givenUp } = wanted.spending;
  if (givenUp > 0) notice(lines.files.filterGivenUp(givenUp));
  if (matches === 0 && wanted.asksPayload) {
    for (const { path, suggestions } of await missingPathsOf(filter, file, atOnce))
      notice(lines.files.missingPath(path, suggestions));
  }
  if (capture.count + sensors.count === 0) notice(lines.files.noPacket);
  return notes.isTruncated ? EXIT.failed : EXIT.done;
}

/** Whether bytes around the packet may be out of step, or its payload is odd. */
const isOdd = ({ event, dissected }: NumberedPacket): boolean =>
  event.partial === true ||
  dissected.isUnread ||
  dissected.problems.some(({ severity }) => severity !== 'caution') ||
  hasOddPayload(dissected);

function hasOddPayload({ packet, version, ...own }: NumberedPacket['dissected']): boolean {
  if (packet?.type !== 'publish') return false;
  const { payload, topic, qos } = packet;
  const isVersionGuessed = own.isVersionInferred;
  return payloadFinding(payload, { topic, version, qos, isVersionGuessed }) !== undefined;
}

type Print = (packet: NumberedPacket, format: PayloadFormat | undefined) => void;

/** Formats of the payloads in the file. */
interface FileFormats {
  /** undefined: detected from the payload */
  readonly of: (packet: NumberedPacket) => PayloadFormat | undefined;
  /** True if the file has to be read for it first. */
  readonly areAwaited: (packet: NumberedPacket) => boolean;
  readonly read: () => Promise<void>;
}

interface WaitingPacket {
  readonly packet: NumberedPacket;
  readonly format: PayloadFormat | 'awaited' | undefined;
}

/** Passes packets on in order, each after the decoder of its payload is loaded. */
class ReadablePackets {
  readonly #print: Print;
  /** undefined: payloads are not decoded */
  readonly #formats: FileFormats | undefined;
  #waiting: WaitingPacket[] = [];

  constructor(print: Print, formats: FileFormats | undefined) {
    this.#print = print;
    this.#formats = formats;
  }

  take(packet: NumberedPacket): void {
    const isAwaited = this.#formats?.areAwaited(packet) === true;
    const format = isAwaited ? 'awaited' : this.#formats?.of(packet);
    if (this.#waiting.length === 0 && format !== 'awaited' && isLoaded(format)) {
      this.#print(packet, format);
    } else this.#waiting.push({ packet, format });
  }

  /** Loads decoders and prints the waiting packets. */
  async load(): Promise<void> {
    if (this.#waiting.length === 0) return;
    if (this.#waiting.some(({ format }) => format === 'awaited')) await this.#formats?.read();
    const readable = this.#waiting.map(({ packet, format }) => ({
      packet,
      format: format === 'awaited' ? this.#formats?.of(packet) : format,
    }));
    this.#waiting = [];
    const used = new Set(readable.map(({ format }) => format));
    await Promise.all([...used].flatMap((format) => (format ? loadFormat(format) : [])));
    for (const { packet, format } of readable) this.#print(packet, format);
  }
}

function isLoaded(format: PayloadFormat | undefined): boolean {
  const part = format && partOf(format);
  return part === undefined || part.found !== undefined;
}

/**
 * Returns a file with their packets. Throws `UsageError` if the text has no bytes.
 * @param argument the text, a file with it, or empty or `-` for standard input
 */
async function readPrintedBytes(argument: string): Promise<Uint8Array> {
  const read = bytesAsCapture(await textFrom(argument));
  if (read === undefined) throw new UsageError((say) => say.noBytes());
  return read.file;
}

async function textFrom(argument: string): Promise<string> {
  if (argument === '' || argument === STANDARD_INPUT) return await textOf(process.stdin);
  return (await staysThere(argument)) ? await readFile(argument, 'utf8') : argument;
}
