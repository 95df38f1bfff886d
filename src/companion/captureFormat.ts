/** The format of a capture file by its ending. */
import { extname } from 'node:path';
import type { ExportFormat } from '../engine/files/captureExport.ts';

const EXTENSIONS: ReadonlyMap<string, ExportFormat> = new Map([
  ['.mqttscope', 'mqttscope'],
  ['.pcapng', 'pcapng'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.csv', 'csv'],
]);

export function formatOf(file: string): ExportFormat | undefined {
  return EXTENSIONS.get(extname(file).toLowerCase());
}
