/** `mqttscope convert FILE -o OUT`: writes a capture file in another format, without secrets. */

import { stat } from 'node:fs/promises';
import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { CaptureExport, type ExportOptions } from '../../engine/files/captureExport.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../engine/files/captureFormats.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { ExplainedPackets } from '../../engine/files/report/explainedPackets.ts';
import { FoundInFile } from '../../engine/files/report/foundInFile.ts';
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
import { type ReadingPace, readCapture, STANDARD_INPUT } from './captureInput.ts';
import { type CaptureOutput, heldOutput, openCaptureOutput } from './captureOutput.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';

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
  const isStandard = values.output === STANDARD_OUTPUT;
  const opened = await openCaptureOutput(values.output, surroundings.output);
  const mayRepeat = !values.withSecrets && !values.standIns && (await isRegular(file));
  const held = isStandard && mayRepeat ? heldOutput(opened) : undefined;
  const output = held ?? opened;
  let copy = await writeCopy(file, { format, options, output, pace });
  const canRepeat = mayRepeat && (held === undefined || held.canDiscard());
  if (copy.written.hidden > 0 && canRepeat) {
    // Only the end of a stream explains it, so the file has to be read again.
    const { hiddenStreams } = copy.written;
    const shown = await orDiscarded(output, () => explainedIn(file, hiddenStreams, pace));
    if (shown.size > 0) {
      await output.discard();
      const again = await openCaptureOutput(values.output, surroundings.output);
      copy = await writeCopy(file, { format, options: { ...options, shown }, output: again, pace });
    }
  }
  const { written, notes, sensorMessages } = copy;
  await orDiscarded(copy.output, () => copy.output.finish());
  const { files, sensors } = await texts.lines();
  const leftOut = sensorMessages - written.datagrams;
  if (leftOut > 0) notice(sensors.leftOut(leftOut));
  if (written.datagrams > 0) notice(sensors.kept(written.datagrams));
  printNotes(notes, files, notice);
  if (written.hidden > 0) notice(files.hidden(written.hidden));
  notice(files.written(written.count, isStandard ? files.standardOutput : values.output));
  return notes.isTruncated ? EXIT.failed : EXIT.done;
}

type Pace = Omit<ReadingPace, 'pause'>;

interface Copying {
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly output: CaptureOutput;
  readonly pace: Pace;
}

/** Writes everything but does not complete the output. */
async function writeCopy(file: string, { format, options, output, pace }: Copying) {
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

/** True unless the file can be read only once. */
const isRegular = async (file: string): Promise<boolean> =>
  file !== STANDARD_INPUT && (await stat(file).catch(() => undefined))?.isFile() === true;

/** Packets that may be shown although their announced lengths are wrong. */
async function explainedIn(
  file: string,
  streams: ReadonlySet<number>,
  pace: Pace,
): Promise<ReadonlySet<number>> {
  const explained = new ExplainedPackets(CONVENTIONS.secrets, streams);
  await readCapture(file, (event) => explained.take(event), {
    ...pace,
    pause: () => Promise.resolve(),
  });
  explained.end();
  return explained.shown;
}

async function orDiscarded<T>(output: CaptureOutput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
