/** Format of a capture that a command writes, by the file's extension. */
import {
  type ExportFormat,
  formatByExtension,
  isExportFormat,
} from '../../engine/files/captureFormats.ts';
import { UsageError } from '../cli/errors.ts';

/** Undefined if no writable capture format has the extension. */
export function exportFormatOf(file: string): ExportFormat | undefined {
  const format = formatByExtension(file);
  return isExportFormat(format) ? format : undefined;
}

/** Like `exportFormatOf`. Throws `UsageError` if the extension's format can only be read. */
export function exportFormatWanted(file: string): ExportFormat | undefined {
  const format = exportFormatOf(file);
  if (format === undefined && formatByExtension(file) !== undefined) {
    throw new UsageError((say) => say.noPcap(file));
  }
  return format;
}
