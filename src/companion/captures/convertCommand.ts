/** `mqttscope convert FILE -o OUT`: writes a capture file in another format, without secrets. */

import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { CaptureExport, type ExportOptions } from '../../engine/files/captureExport.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../engine/files/captureFormats.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { ExplainedPackets } from '../../engine/files/report/explainedPackets.ts';
import { FoundInFile, JudgedStreams } from '../../engine/files/report/foundInFile.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { noteFacts } from '../../i18n/en/facts/noteFacts.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { LANGUAGE } from '../cli/language.ts';
import { anyText, choice, command, flag, needed, one } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import {
  type CommandSurroundings,
  parseSubcommand,
  printNotes,
  WITH_SECRETS,
} from '../cli/subcommand.ts';
import { refuseBytesOnTerminal } from '../cli/terminalText.ts';
import { writtenFormat } from './captureFormat.ts';
import { type CaptureSource, type ReadingPace, readCapture, staysThere } from './captureInput.ts';
import { type CaptureOutput, heldOutput, openCaptureOutput } from './captureOutput.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';
import { SpooledInput } from './spooledInput.ts';

export const CONVERT = command('convert', ['<FILE>'], {
  output: needed('-o, --output <OUT>', anyText),
  format: one('--format <format>', choice(EXPORT_FORMATS)),
  withSecrets: WITH_SECRETS,
  keylog: KEY_LOG,
  mqttPort: MQTT_PORT,
  assumeVersion: ASSUME_VERSION,
  standIns: flag('--stand-ins'),
  lang: LANGUAGE,
});

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runConvert(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(CONVERT, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const [file = ''] = parsed.args;
  const { values } = parsed;
  const format = writtenFormat(values.output, values.format);
  refuseBytesOnTerminal(values.output, format, surroundings.output);
  await refuseSameFile({ inputs: [file, values.keylog], outputs: [values.output] });
  const keys = await readKeyLog(values.keylog, file);
  const { notice, version, progress, texts } = surroundings;
  const pace = { progress, texts, keys, choices: readingChoices(values) };
  const options = {
    secrets: CONVENTIONS.secrets,
    withSecrets: values.withSecrets,
    withStandIns: values.standIns,
    noteText: (note: NoteFact) => say(noteFacts, note),
    application: `mqttscope ${version}`,
    fileWords,
  };
  const mayExplain = !values.withSecrets && !values.standIns;
  const isStandard = values.output === STANDARD_OUTPUT;
  const reopen = () => openCaptureOutput(values.output, surroundings.output);
  const copying = { format, options, pace, reopen };
  const { copy, isUnexplained, hasProblems } = mayExplain
    ? await explainedCopy(file, isStandard, copying)
    : {
        copy: await writeCopy(file, { ...copying, output: await reopen() }),
        isUnexplained: false,
        hasProblems: values.withSecrets,
      };
  const { written, notes, sensorMessages } = copy;
  await orDiscarded(copy.output, () => copy.output.finish());
  const { files, sensors } = await texts.lines();
  const leftOut = sensorMessages - written.datagrams;
  if (leftOut > 0) notice(sensors.leftOut(leftOut));
  if (written.datagrams > 0) notice(sensors.kept(written.datagrams));
  printNotes(notes, files, notice);
  if (written.hidden > 0) notice(files.hidden(written.hidden));
  if (isUnexplained) notice(files.readOnce);
  else if (written.hidden > 0 && !hasProblems) notice(files.lacksProblems);
  notice(files.written(written.count, isStandard ? files.standardOutput : values.output));
  return notes.isTruncated ? EXIT.failed : EXIT.done;
}

type Pace = Omit<ReadingPace, 'pause'>;

interface Copying {
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly pace: Pace;
  /** Opens the output. */
  readonly reopen: () => Promise<CaptureOutput>;
}

/** Bytes of a pipe that are stored to be read again. */
const MOST_SPOOLED = 256 * 1024 * 1024;

/**
 * Copies a capture with the problems of overwritten packets, and shows streams out of step as far as their
 * explanation allows. Only the end of a stream explains it, so the capture is read again. A pipe to standard
 * output is followed as it arrives.
 * @returns also whether these are missing because the capture cannot be read again, or there are too many
 */
async function explainedCopy(file: string, isStandard: boolean, copying: Copying) {
  const isFile = await staysThere(file);
  const spool = isFile || isStandard ? undefined : await SpooledInput.open(MOST_SPOOLED);
  try {
    const opened = await copying.reopen();
    const held = isStandard && isFile ? heldOutput(opened) : undefined;
    const output = held ?? opened;
    const pace = { ...copying.pace, spool };
    const copy = await writeCopy(file, { ...copying, pace, output });
    const { hidden, hiddenStreams } = copy.written;
    if (hidden === 0) return { copy, isUnexplained: false, hasProblems: true };
    const isRepeatable = isStandard ? held?.canDiscard() === true : spool?.isWhole !== false;
    if (!isRepeatable) return { copy, isUnexplained: true, hasProblems: false };
    const source = spool ?? file;
    const known = await orDiscarded(output, () => explainedIn(source, hiddenStreams, copying.pace));
    await output.discard();
    const options = { ...copying.options, ...known };
    const again = { ...copying, options, output: await copying.reopen() };
    const hasProblems = known.judged !== undefined;
    return { copy: await writeCopy(source, again), isUnexplained: false, hasProblems };
  } finally {
    await spool?.close();
  }
}

/** Writes everything but does not complete the output. */
async function writeCopy(
  file: CaptureSource,
  { format, options, output, pace }: Omit<Copying, 'reopen'> & { readonly output: CaptureOutput },
) {
  const written = new CaptureExport(format, output.write, options);
  // Only pcapng has comments.
  const rules = format === 'pcapng' ? new FoundInFile(CONVENTIONS) : undefined;
  const notes = new GroupedNotes();
  let sensorMessages = 0;
  await orDiscarded(output, async () => {
    await readCapture(
      file,
      (event) => {
        if (event.kind === 'note') notes.take(event);
        if (event.kind === 'datagram') sensorMessages += 1;
        written.take(rules ? rules.take(event) : event);
      },
      { ...pace, pause: () => output.flush() },
    );
    written.end();
  });
  return { written, notes, sensorMessages, output };
}

/** Packets that may be shown although their announced lengths are wrong, and all problems of these streams. */
async function explainedIn(
  file: CaptureSource,
  streams: ReadonlySet<number>,
  pace: Pace,
): Promise<Pick<ExportOptions, 'shown' | 'judged'>> {
  const judged = new JudgedStreams(CONVENTIONS, fileWords, streams);
  const explained = new ExplainedPackets(CONVENTIONS.secrets, streams);
  const take = (event: CaptureEvent) => {
    explained.take(event);
    judged.take(event);
  };
  await readCapture(file, take, { ...pace, pause: () => Promise.resolve() });
  explained.end();
  return { shown: explained.shown, judged: judged.end() };
}

async function orDiscarded<T>(output: CaptureOutput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
