/** `mqttscope dissect FILE`: the packets of a capture file, one line each. */
import { Command } from 'commander';
import type { CaptureEvent } from '../engine/files/captureEvents.ts';
import { DissectedCapture, type NumberedPacket } from '../engine/files/dissectedCapture.ts';
import { ExchangeTrace } from '../engine/files/exchangeTrace.ts';
import { fileFacts } from '../engine/files/fileFacts.ts';
import { GatheredNotes } from '../engine/files/gatheredNotes.ts';
import { jsonLine, packetLine } from '../engine/files/packetLine.ts';
import { reportPacket } from '../engine/files/packetReport.ts';
import { ProblemTrace } from '../engine/files/problemTrace.ts';
import { readCapture, readCaptureTwice } from './captureInput.ts';
import { validFilter } from './filterOption.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { LineOutput } from './lineOutput.ts';
import {
  type CommandSurroundings,
  parseSubcommand,
  tellNotes,
  WITH_SECRETS,
} from './subcommand.ts';

const AFTERWORD = `
FILE is a capture of mqttscope, a pcap or pcapng file of tcpdump or Wireshark, lines that --json
printed, or - for standard input. Passwords, authentication data and delivered device secrets are
overwritten with * unless --with-secrets is given.

EXPR has Wireshark's field names and short ones:
  type == publish && topic ~ "sensors/+/temp" && qos > 0 && dir == in
  mqtt.msgtype in {1, 2} or mqtt.clientid contains "dev" or payload matches "^[0-9]+$"
  payload.params.temperature > 30 and user["site"] == "north" and size > 1kB
  problem or time < 2.5 or exchange.state == retried or exchange.latency > 50ms

TLS is decrypted with the keys that a pcapng file has in it, or those of --keylog FILE.

A filter on problem asks for what mqttscope problems finds in the whole conversation; "problems" of
--json is what the packet itself breaks. A filter on problem or exchange.* reads FILE twice; standard
input goes through a temporary file then, which nobody else can read and which is gone at the end.

A line of --json has a "schema" (now 2) and is described in docs/cli.md.

Exit codes: 0 read (also what a file that breaks off holds), 1 FILE cannot be read, 2 wrong arguments.`;

/** Throws `UsageError`, `StartError`. */
export async function runDissect(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const command = new Command('mqttscope dissect')
    .description('Prints the control packets of a capture file, one line each.')
    .argument('<FILE>', 'capture file, or - for standard input')
    .option('--filter <EXPR>', 'only the packets that this display filter lets through', '')
    .option('--json', 'one JSON object a line')
    .option(...WITH_SECRETS)
    .option(...KEY_LOG)
    .addHelpText('after', AFTERWORD);
  if (!parseSubcommand(command, argv, surroundings)) return;
  const [file = ''] = command.args;
  const { json, withSecrets, filter, keylog } = command.opts<{
    json?: true;
    withSecrets?: true;
    keylog?: string;
    filter: string;
  }>();
  const { test: letsThrough, asksExchange, asksProblem } = validFilter(filter, '--filter');
  const { output: stream, notice, progress } = surroundings;
  const output = new LineOutput(stream, progress);
  const capture = new DissectedCapture({ withSecrets: withSecrets === true });
  const lineOf = json ? jsonOf : packetLine;
  const exchanges = asksExchange ? new ExchangeTrace() : undefined;
  const problems = asksProblem ? new ProblemTrace() : undefined;
  const notes = new GatheredNotes();
  const print = (event: CaptureEvent): void => {
    if (event.kind === 'note') notes.take(event);
    const packet = capture.take(event);
    if (packet === undefined) return;
    const { no } = packet;
    const facts = fileFacts(packet, exchanges?.factsOf(no), problems?.foundOn(no));
    if (letsThrough(facts)) output.line(lineOf(packet));
  };
  const follow = (event: CaptureEvent): void => {
    exchanges?.take(event);
    problems?.take(event);
  };
  const keys = await readKeyLog(keylog);
  const pace = { pause: () => output.flush(), progress, keys };
  // What became of an exchange, and what shows late that it was wrong, is known at the file's end only.
  if (exchanges || problems) {
    await readCaptureTwice(file, follow, print, pace, () => problems?.end());
  } else await readCapture(file, print, pace);
  await output.flush(true);
  tellNotes(notes, notice);
  if (capture.count === 0) notice('There is no control packet of MQTT in this file.');
}

function jsonOf({ dissected, event, no, seconds }: NumberedPacket): string {
  return jsonLine(reportPacket(dissected, event, no, seconds));
}
