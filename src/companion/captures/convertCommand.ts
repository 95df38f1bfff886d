/** `mqttscope convert FILE -o OUT`: writes a capture file in another format, without secrets. */

import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { CaptureExport } from '../../engine/files/captureExport.ts';
import { EXPORT_FORMATS } from '../../engine/files/captureFormats.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
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
import { readCapture } from './captureInput.ts';
import { openCaptureOutput } from './captureOutput.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { ASSUME_VERSION, MQTT_PORT, readingChoices, SERIES } from './readingOptions.ts';
import { refuseSameFile } from './sameFile.ts';
import { oneCapture } from './seriesPlan.ts';

export const CONVERT = command('convert', ['<FILE...>'], {
  series: SERIES,
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
  const { values, args } = parsed;
  const format = writtenFormat(values.output, values.format);
  refuseBytesOnTerminal(values.output, format, surroundings.output);
  await refuseSameFile({ inputs: [...args, values.keylog], outputs: [values.output] });
  const { notice, version, progress, texts } = surroundings;
  const { series: words, files, sensors } = await texts.lines();
  const source = await oneCapture(args, values.series, 'convert', { words, notice }, progress);
  const keys = await readKeyLog(values.keylog, typeof source === 'string' ? source : '');
  const pace = { progress, keys, choices: readingChoices(values) };
  const options = {
    secrets: CONVENTIONS.secrets,
    withSecrets: values.withSecrets,
    withStandIns: values.standIns,
    noteText: (note: NoteFact) => say(noteFacts, note),
    application: `mqttscope ${version}`,
    fileWords,
  };
  const output = await openCaptureOutput(values.output, surroundings.output);
  const written = new CaptureExport(format, output.write, options);
  // Only pcapng has comments.
  const newRules = () => (format === 'pcapng' ? new FoundInFile(CONVENTIONS) : undefined);
  let rules = newRules();
  const missing = (): Promise<void> => {
    rules = newRules();
    return Promise.resolve();
  };
  const notes = new GroupedNotes();
  let sensorMessages = 0;
  const take = (event: CaptureEvent): void => {
    if (event.kind === 'note') notes.take(event);
    if (event.kind === 'datagram') sensorMessages += 1;
    written.take(rules ? rules.take(event) : event);
  };
  try {
    await readCapture(source, take, { ...pace, missing, pause: () => output.flush() });
    written.end();
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  const isStandard = values.output === STANDARD_OUTPUT;
  const leftOut = sensorMessages - written.datagrams;
  if (leftOut > 0) notice(sensors.leftOut(leftOut));
  if (written.datagrams > 0) notice(sensors.kept(written.datagrams));
  printNotes(notes, files, notice);
  if (Object.values(written.cannotHold).some((count) => count > 0))
    notice(files.cannotHold(format, written.cannotHold));
  if (written.leftOut.bytes > 0) notice(files.leftOut(written.leftOut));
  notice(files.written(written.count, isStandard ? files.standardOutput : values.output));
  return notes.isTruncated ? EXIT.failed : EXIT.done;
}
