/** Creates the files of a tap from its options. */
import { say } from '../../base/message.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { noteFacts } from '../../i18n/en/facts/noteFacts.ts';
import type { StartError } from '../cli/errors.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';
import { refuseBytesOnTerminal } from '../cli/terminalText.ts';
import { RotatedFiles } from '../record/rotatedFiles.ts';

export interface TapOutputOptions {
  readonly file: string;
  readonly format: ExportFormat;
  readonly rotateSize?: number | undefined;
  readonly rotateTime?: number | undefined;
  readonly keep?: number | undefined;
  readonly withSecrets: boolean;
}

/** @param open open streams at a file's beginning, with their notes */
export function tapOutput(
  { file, format, rotateSize, rotateTime, keep, withSecrets }: TapOutputOptions,
  { version, notice, output }: CommandSurroundings,
  open: () => readonly CaptureEvent[],
  failed: (error: StartError) => void,
): RotatedFiles {
  refuseBytesOnTerminal(file, format, output);
  return new RotatedFiles({
    file,
    format,
    rotateSize,
    rotateTime,
    keep,
    origin: Date.now(),
    open,
    written: {
      secrets: CONVENTIONS.secrets,
      withSecrets,
      quick: true,
      application: `mqttscope ${version}`,
      fileWords,
      noteText: (note) => say(noteFacts, note),
    },
    failed,
    notRemoved: ({ message }) => notice(message),
  });
}
