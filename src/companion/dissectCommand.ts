/** `mqttscope dissect FILE`: the packets of a capture file, one line each. */
import { CONVENTIONS } from '../conventions/conventions.ts';
import type { CaptureEvent } from '../engine/files/captureEvents.ts';
import { DissectedCapture, type NumberedPacket } from '../engine/files/dissectedCapture.ts';
import { ExchangeTrace } from '../engine/files/exchangeTrace.ts';
import { fileFacts } from '../engine/files/fileFacts.ts';
import { GatheredNotes } from '../engine/files/gatheredNotes.ts';
import { jsonLine, packetLine } from '../engine/files/packetLine.ts';
import { reportPacket } from '../engine/files/packetReport.ts';
import { chosenIn, reportPayload } from '../engine/files/payloadReport.ts';
import { ProblemTrace } from '../engine/files/problemTrace.ts';
import type { ChosenFormats } from '../payload/chains/chosenFormats.ts';
import { fileWords } from '../words/en/fileWords.ts';
import { readCapture, readCaptureTwice } from './captureInput.ts';
import { validFilter } from './filterOption.ts';
import { readFormats } from './formatsFile.ts';
import { KEY_LOG, readKeyLog } from './keyLogInput.ts';
import { LANGUAGE } from './language.ts';
import { LineOutput } from './lineOutput.ts';
import { anyText, command, flag, one } from './options.ts';
import {
  type CommandSurroundings,
  parseSubcommand,
  tellNotes,
  WITH_SECRETS,
} from './subcommand.ts';

export const DISSECT = command('dissect', ['<FILE>'], {
  filter: one('--filter <EXPR>', anyText),
  json: flag('--json'),
  withSecrets: WITH_SECRETS,
  formats: one('--formats <FILE>', anyText),
  keylog: KEY_LOG,
  lang: LANGUAGE,
});

/** Throws `UsageError`, `StartError`. */
export async function runDissect(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const parsed = parseSubcommand(DISSECT, argv, surroundings);
  if (parsed === 'answered') return;
  const [file = ''] = parsed.args;
  const { json, withSecrets, filter = '', keylog, formats } = parsed.values;
  const { test: letsThrough, asksExchange, asksProblem } = validFilter(filter, '--filter');
  const { output: stream, notice, progress, texts } = surroundings;
  const lines = await texts.lines();
  const output = new LineOutput(stream, progress);
  const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets });
  const chosen = await readFormats(formats);
  const lineOf = json
    ? (packet: NumberedPacket) => jsonOf(packet, chosen)
    : (packet: NumberedPacket) => packetLine(packet, lines.packets);
  const exchanges = asksExchange ? new ExchangeTrace(CONVENTIONS) : undefined;
  const problems = asksProblem ? new ProblemTrace(CONVENTIONS, fileWords) : undefined;
  await exchanges?.load();
  const notes = new GatheredNotes();
  const print = (event: CaptureEvent): void => {
    if (event.kind === 'note') notes.take(event);
    const packet = capture.take(event);
    if (packet === undefined) return;
    const { no } = packet;
    const found = problems?.foundOn(no);
    const facts = {
      ...fileFacts(packet, exchanges?.factsOf(no), found, exchanges?.replyOf(no)),
      chosen: () => chosenIn(packet.dissected.fields, chosen),
    };
    if (letsThrough(facts)) output.line(lineOf(packet));
  };
  const follow = (event: CaptureEvent): void => {
    exchanges?.take(event);
    problems?.take(event);
  };
  const keys = await readKeyLog(keylog);
  const pace = { pause: () => output.flush(), progress, texts, keys };
  // What became of an exchange, and what shows late that it was wrong, is known at the file's end only.
  if (exchanges || problems) {
    await readCaptureTwice(file, follow, print, pace, () => problems?.end());
  } else await readCapture(file, print, pace);
  await output.flush(true);
  tellNotes(notes, lines.files, notice);
  if (capture.count === 0) notice(lines.files.noPacket);
}

function jsonOf({ dissected, event, no, seconds }: NumberedPacket, chosen: ChosenFormats): string {
  const payload = reportPayload(dissected.fields, chosen);
  const report = reportPacket(dissected, event, no, seconds);
  return jsonLine(payload === undefined ? report : { ...report, payload });
}
