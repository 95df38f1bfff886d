/** `mqttscope dissect FILE`: the packets of a capture file, one line each. */
import type { Writable } from 'node:stream';
import { Command, CommanderError } from 'commander';
import { DissectedCapture, type NumberedPacket } from '../engine/files/dissectedCapture.ts';
import { packetLine, printable } from '../engine/files/packetLine.ts';
import { reportPacket } from '../engine/files/packetReport.ts';
import { readCapture } from './captureInput.ts';
import { UsageError } from './errors.ts';
import { LineOutput } from './lineOutput.ts';

interface DissectArguments {
  readonly file: string;
  readonly json: boolean;
  readonly withSecrets: boolean;
}

const AFTERWORD = `
FILE is a pcap or pcapng file of tcpdump or Wireshark, or - for standard input.
Passwords, authentication data and delivered device secrets are overwritten with * unless
--with-secrets is given.

Exit codes: 0 read (also what a file that breaks off holds), 1 FILE cannot be read, 2 wrong arguments.`;

/** Help was asked for and has been printed. */
type Answered = 'answered';

/** Throws `UsageError`. */
function parseArguments(
  argv: readonly string[],
  print: (text: string) => void,
): DissectArguments | Answered {
  const command = new Command('mqttscope dissect')
    .description('Prints the control packets of a capture file, one line each.')
    .argument('<FILE>', 'capture file, or - for standard input')
    .option('--json', 'one JSON object a line')
    .option('--with-secrets', 'keep passwords, authentication data and delivered secrets')
    .helpOption('--help', 'print this help')
    .addHelpText('after', AFTERWORD)
    .exitOverride()

    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'answered';
    throw new UsageError(usageSentence(error.message));
  }
  const { json, withSecrets } = command.opts<{ json?: boolean; withSecrets?: boolean }>();
  const [file = ''] = command.args;
  return { file, json: json === true, withSecrets: withSecrets === true };
}

function usageSentence(message: string): string {
  const text = message.replace(/^error: /, '');
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}

export interface CommandSurroundings {
  /** For results, and nothing else. */
  readonly output: Writable;
  readonly notice: (text: string) => void;
}

/** Throws `UsageError`, `StartError`. */
export async function runDissect(
  argv: readonly string[],
  { output: stream, notice }: CommandSurroundings,
): Promise<void> {
  const parsed = parseArguments(argv, (text) => stream.write(text));
  if (parsed === 'answered') return;
  const { file, json, withSecrets } = parsed;
  const output = new LineOutput(stream);
  const capture = new DissectedCapture({ withSecrets });
  const lineOf = json ? jsonLine : packetLine;
  await readCapture(
    file,
    (event) => {
      if (event.kind === 'note') notice(printable(event.text));
      const packet = capture.take(event);
      if (packet) output.line(lineOf(packet));
    },
    () => output.flush(),
  );
  await output.flush(true);
  if (capture.count === 0) notice('There is no control packet of MQTT in this file.');
}

function jsonLine({ dissected, event, no, seconds }: NumberedPacket): string {
  return JSON.stringify(reportPacket(dissected, event, no, seconds));
}
