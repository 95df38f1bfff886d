/** `mqttscope convert FILE -o OUT`: a capture file in another format, without its secrets. */
import { Command, Option } from 'commander';
import { CaptureExport, EXPORT_FORMATS, type ExportFormat } from '../engine/files/captureExport.ts';
import { FoundInFile } from '../engine/files/foundInFile.ts';
import { GatheredNotes } from '../engine/files/gatheredNotes.ts';
import { say } from '../mqtt/fact.ts';
import { noteFacts } from '../words/en/noteFacts.ts';
import { formatOf } from './captureFormat.ts';
import { readCapture } from './captureInput.ts';
import { openCaptureOutput, STANDARD_OUTPUT } from './captureOutput.ts';
import { UsageError } from './errors.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import {
  type CommandSurroundings,
  parseSubcommand,
  tellNotes,
  WITH_SECRETS,
} from './subcommand.ts';

const AFTERWORD = `
FILE is whatever mqttscope dissect reads. The format of OUT follows from its extension (.mqttscope,
.pcapng, .ndjson, .csv) unless --format names it; standard output has none, so there it has to. An OUT
that is there is replaced when the new one is complete.

Exit codes: 0 written (also what a file that breaks off holds), 1 FILE cannot be read or OUT not be
written, 2 wrong arguments.`;

/** Throws `UsageError`, `StartError`. */
export async function runConvert(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const command = new Command('mqttscope convert')
    .description('Writes a capture file in another format.')
    .argument('<FILE>', 'capture file, or - for standard input')
    .requiredOption('-o, --output <OUT>', 'file to write, or - for standard output')
    .addOption(new Option('--format <format>', 'format of OUT').choices(EXPORT_FORMATS))
    .option(...WITH_SECRETS)
    .option(...KEY_LOG)
    .option('--stand-ins', 'replace topics and payloads by stand-ins of the same length')
    .addHelpText('after', AFTERWORD);
  if (!parseSubcommand(command, argv, surroundings)) return;
  const [file = ''] = command.args;
  const options = command.opts<{
    output: string;
    format?: ExportFormat;
    withSecrets?: true;
    keylog?: string;
    standIns?: true;
  }>();
  const format = options.format ?? formatOf(options.output);
  if (format === undefined) {
    const which =
      options.output === STANDARD_OUTPUT ? 'Standard output' : `The extension of ${options.output}`;
    throw new UsageError(
      `${which} tells no format. Name one of ${EXPORT_FORMATS.join(', ')} with --format.`,
    );
  }
  const keys = await readKeyLog(options.keylog);
  const output = await openCaptureOutput(options.output, surroundings.output);
  const { notice, version, progress } = surroundings;
  const written = new CaptureExport(format, output.write, {
    withSecrets: options.withSecrets === true,
    withStandIns: options.standIns === true,
    noteText: (note) => say(noteFacts, note),
    application: `mqttscope ${version}`,
  });
  // Of the other formats none has comments.
  const rules = format === 'pcapng' ? new FoundInFile() : undefined;
  const notes = new GatheredNotes();
  try {
    await readCapture(
      file,
      (event) => {
        if (event.kind === 'note') notes.take(event);
        written.take(rules ? rules.take(event) : event);
      },
      { pause: () => output.flush(), progress, keys },
    );
    written.end();
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  tellNotes(notes, notice);
  notice(`${written.count} packets written to ${output.name}.`);
}
