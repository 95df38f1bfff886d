/**
 * Makes output safe for terminals, which obey control characters: none from payloads or topics may reach one.
 */

import { printable } from '../../base/printable.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { type ExportFormat, exportFormat } from '../../engine/files/captureFormats.ts';
import { UsageError } from './errors.ts';
import { STANDARD_OUTPUT } from './replacedFile.ts';

export const isTerminal = (stream: object): boolean => 'isTTY' in stream && stream.isTTY === true;

/** Throws `UsageError` if binary data would go to a terminal. */
export function refuseBytesOnTerminal(file: string, format: ExportFormat, output: object): void {
  if (file !== STANDARD_OUTPUT || exportFormat(format).isText || !isTerminal(output)) return;
  throw new UsageError((say) => say.noTextForTerminal(format));
}

/** Escapes whole lines for a terminal. Line ends stay; other non-text is shown escaped. */
export function forTerminal(lines: Uint8Array): Uint8Array {
  const text = decodeUtf8(lines) ?? new TextDecoder().decode(lines);
  return encodeUtf8(
    text
      .split('\n')
      .map((line) => (line.endsWith('\r') ? `${printable(line.slice(0, -1))}\r` : printable(line)))
      .join('\n'),
  );
}
