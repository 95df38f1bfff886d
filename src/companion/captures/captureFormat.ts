/** The format in which a command writes a capture, by the extension of the file. */
import {
  type ExportFormat,
  formatByExtension,
  isExportFormat,
} from '../../engine/files/captureFormats.ts';
import { UsageError } from '../cli/errors.ts';

/** Undefined: the extension is not of a capture file that can be written. */
export function exportFormatOf(file: string): ExportFormat | undefined {
  const format = formatByExtension(file);
  return isExportFormat(format) ? format : undefined;
}

/** The same. Throws `UsageError` if the extension promises a format that can only be read. */
export function exportFormatWanted(file: string): ExportFormat | undefined {
  const format = exportFormatOf(file);
  if (format === undefined && formatByExtension(file) !== undefined) {
    throw new UsageError((say) => say.noPcap(file));
  }
  return format;
}
