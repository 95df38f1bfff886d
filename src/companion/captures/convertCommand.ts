/** `mqttscope convert FILE -o OUT`: writes a capture file in another format, without secrets. */

import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { CaptureExport, type ExportOptions } from '../../engine/files/captureExport.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../engine/files/captureFormats.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { FoundInFile } from '../../engine/files/report/foundInFile.ts';
import { ExplainedStreams } from '../../engine/files/report/judgedStreams.ts';
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
  const pace = { progress, keys, choices: readingChoices(values) };
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
  const { copy, lacks } = mayExplain
    ? await explainedCopy(file, isStandard, copying)
    : await plainCopy(file, copying);
  const { written, notes, sensorMessages } = copy;
  await orDiscarded(copy.output, () => copy.output.finish());
  const { files, sensors } = await texts.lines();
  const leftOut = sensorMessages - written.datagrams;
  if (leftOut > 0) notice(sensors.leftOut(leftOut));
  if (written.datagrams > 0) notice(sensors.kept(written.datagrams));
  printNotes(notes, files, notice);
  const hasLoss = Object.values(written.leftOut).some((count) => count > 0);
  if (hasLoss) notice(files.cannotHold(format, written.leftOut));
  if (written.hidden > 0) notice(files.hidden(written.hidden));
  if (written.hidden > 0 && lacks !== undefined) notice(files[lacks]);
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

interface Copied {
  readonly copy: Awaited<ReturnType<typeof writeCopy>>;
  /** Says why problems of overwritten packets are missing. */
  readonly lacks: 'readOnce' | 'lacksProblems' | undefined;
}

/** Copies all, or without problems of overwritten packets. */
const plainCopy = async (file: string, copying: Copying): Promise<Copied> => ({
  copy: await writeCopy(file, { ...copying, output: await copying.reopen() }),
  lacks: 'lacksProblems',
});

/** Bytes of a pipe that are stored to be read again. */
const MOST_SPOOLED = 256 * 1024 * 1024;

/**
 * Copies a capture with the problems of overwritten packets, and shows streams out of step as far as their
 * explanation allows. Only the end of a stream explains it, so the capture is read again. A pipe to standard
 * output is followed as it arrives.
 */
async function explainedCopy(file: string, isStandard: boolean, copying: Copying): Promise<Copied> {
  const isFile = await staysThere(file);
  const spool = isFile || isStandard ? undefined : await SpooledInput.open(MOST_SPOOLED);
  try {
    const opened = await copying.reopen();
    const held = isStandard && isFile ? heldOutput(opened) : undefined;
    const output = held ?? opened;
    const pace = { ...copying.pace, spool };
    const copy = await writeCopy(file, { ...copying, pace, output });
    const { hidden, hiddenStreams } = copy.written;
    if (hidden === 0) return { copy, lacks: undefined };
    const isRepeatable = isStandard ? held?.canDiscard() === true : spool?.isWhole !== false;
    if (!isRepeatable) return { copy, lacks: 'readOnce' };
    const source = spool ?? file;
    const known = await orDiscarded(output, () => explainedIn(source, hiddenStreams, copying.pace));
    await output.discard();
    const options = { ...copying.options, ...known };
    const again = { ...copying, options, output: await copying.reopen() };
    // Too many to be written.
    const lacks = known.judged === undefined ? 'lacksProblems' : undefined;
    return { copy: await writeCopy(source, again), lacks };
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
  const explained = new ExplainedStreams(CONVENTIONS, fileWords, streams);
  await readCapture(file, (event) => explained.take(event), {
    ...pace,
    pause: () => Promise.resolve(),
  });
  return explained.end();
}

async function orDiscarded<T>(output: CaptureOutput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
