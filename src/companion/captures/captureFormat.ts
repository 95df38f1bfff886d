/** Format of a capture that a command writes, by the file's extension. */
import {
  EXPORT_FORMATS,
  type ExportFormat,
  formatByExtension,
  isExportFormat,
  WRITTEN_EXTENSIONS,
} from '../../engine/files/captureFormats.ts';
import { UsageError } from '../cli/errors.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';

/**
 * Throws `UsageError` if neither --format nor the extension selects a format.
 *
 * @param chosen by --format
 * @param piped format of standard output, which has no extension
 */
export function writtenFormat(
  file: string,
  chosen: ExportFormat | undefined,
  piped?: ExportFormat,
): ExportFormat {
  if (chosen !== undefined) return chosen;
  if (file === STANDARD_OUTPUT) {
    if (piped !== undefined) return piped;
    throw new UsageError((say) => say.formatUnnamed(EXPORT_FORMATS));
  }
  const format = formatByExtension(file);
  if (isExportFormat(format)) return format;
  throw new UsageError((say) =>
    format === 'pcap' ? say.noPcap(file) : say.formatUnknown(file, WRITTEN_EXTENSIONS),
  );
}
