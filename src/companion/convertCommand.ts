/** `mqttscope convert FILE -o OUT`: a capture file in another format, without its secrets. */
import { Command, Option } from 'commander';
import { CaptureExport, EXPORT_FORMATS, type ExportFormat } from '../engine/files/captureExport.ts';
import { FoundInFile } from '../engine/files/foundInFile.ts';
import { printable } from '../engine/files/packetLine.ts';
import { formatOf } from './captureFormat.ts';
import { readCapture } from './captureInput.ts';
import { openCaptureOutput } from './captureOutput.ts';
import { UsageError } from './errors.ts';
import { type CommandSurroundings, parseSubcommand, WITH_SECRETS } from './subcommand.ts';

const AFTERWORD = `
FILE is whatever mqttscope dissect reads. The format of OUT follows from its extension (.mqttscope,
.pcapng, .ndjson, .csv) unless --format names it.

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
    .requiredOption('-o, --output <OUT>', 'file to write')
    .addOption(new Option('--format <format>', 'format of OUT').choices(EXPORT_FORMATS))
    .option(...WITH_SECRETS)
    .option('--stand-ins', 'replace topics and payloads by stand-ins of the same length')
    .addHelpText('after', AFTERWORD);
  if (!parseSubcommand(command, argv, surroundings)) return;
  const [file = ''] = command.args;
  const options = command.opts<{
    output: string;
    format?: ExportFormat;
    withSecrets?: true;
    standIns?: true;
  }>();
  const format = options.format ?? formatOf(options.output);
  if (format === undefined) {
    throw new UsageError(
      `The extension of ${options.output} tells no format. Name one of ${EXPORT_FORMATS.join(', ')} with --format.`,
    );
  }
  const output = await openCaptureOutput(options.output);
  const { notice, version } = surroundings;
  const written = new CaptureExport(format, output.write, {
    withSecrets: options.withSecrets === true,
    withStandIns: options.standIns === true,
    application: `mqttscope ${version}`,
  });
  // Of the other formats none has comments.
  const rules = format === 'pcapng' ? new FoundInFile() : undefined;
  try {
    await readCapture(
      file,
      (event) => {
        if (event.kind === 'note') notice(printable(event.text));
        written.take(rules ? rules.take(event) : event);
      },
      () => output.flush(),
    );
    written.end();
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  notice(`${written.count} packets written to ${options.output}.`);
}
