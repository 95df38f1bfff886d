/** Text of a log: UTF-8, UTF-16 with a byte order mark, or lines in GB18030, as Chinese systems write them. */
import { charsetText, markedCharset } from '../../base/charsets.ts';
import { decodeLossyUtf8, decodeUtf8 } from '../../base/utf8.ts';
import { readOptionBytes } from '../cli/optionFile.ts';
import { readBytes, type SecretSources } from './deviceSecretInput.ts';

const LINE_FEED = 0x0a;

/** @param log a path, or `-` for the input */
export async function readLogText(log: string, { input }: Pick<SecretSources, 'input'>) {
  return textOfLog(
    log === '-' ? await readBytes(input, undefined) : await readOptionBytes(log, '--log'),
  );
}

function textOfLog(bytes: Uint8Array): string {
  const charset = markedCharset(bytes);
  const wide = charset === undefined ? undefined : charsetText(charset, bytes);
  return wide ?? decodeUtf8(bytes) ?? linesOf(bytes).map(lineText).join('\n');
}

/** A log may contain lines in several character sets, such as those of a device and of a terminal. */
function lineText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? charsetText('gb18030', bytes) ?? decodeLossyUtf8(bytes);
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}
