/**
 * Lists the formats of capture files. `captureFile.ts` has their readers, `captureExport.ts` their writers.
 * Formats of text are only written, for other programs.
 */

interface CaptureFormat {
  readonly id: string;
  /** With a dot. New files get the first one. */
  readonly extensions: readonly string[];
  /** undefined: the format can only be read. */
  readonly written?: {
    readonly mediaType: string;
    /** `all`: also marks, notes and connection settings. `comments`: also problems, as comments. */
    readonly holds: 'all' | 'comments' | 'packets';
    /** The format is text, and cannot be read. */
    readonly isText: boolean;
  };
}

const CAPTURE_FORMATS = [
  {
    id: 'mqttscope',
    extensions: ['.mqttscope'],
    written: { mediaType: 'application/x-mqttscope', holds: 'all', isText: false },
  },
  {
    id: 'pcapng',
    extensions: ['.pcapng'],
    written: { mediaType: 'application/x-pcapng', holds: 'comments', isText: false },
  },
  { id: 'pcap', extensions: ['.pcap', '.cap'] },
  {
    id: 'ndjson',
    extensions: ['.ndjson', '.jsonl'],
    written: { mediaType: 'application/x-ndjson', holds: 'packets', isText: true },
  },
  {
    id: 'csv',
    extensions: ['.csv'],
    written: { mediaType: 'text/csv', holds: 'packets', isText: true },
  },
  { id: 'har', extensions: ['.har'] },
] as const satisfies readonly CaptureFormat[];

type AnyFormat = (typeof CAPTURE_FORMATS)[number];
type WrittenFormat = Extract<AnyFormat, { readonly written: object }>;
type TextFormat = Extract<AnyFormat, { readonly written: { readonly isText: true } }>;

export type CaptureFormatId = AnyFormat['id'];
export type ReadFormat = Exclude<CaptureFormatId, TextFormat['id']>;
export type ExportFormat = WrittenFormat['id'];

const isWritten = (format: AnyFormat): format is WrittenFormat => 'written' in format;
const isRead = (format: AnyFormat): format is Extract<AnyFormat, { readonly id: ReadFormat }> =>
  !isWritten(format) || !format.written.isText;
const WRITTEN_FORMATS = CAPTURE_FORMATS.filter(isWritten);
const READ_FORMATS = CAPTURE_FORMATS.filter(isRead);

/** In the order in which a file is compared with them. */
export const READ_FORMAT_IDS: readonly ReadFormat[] = READ_FORMATS.map(({ id }) => id);

export const EXPORT_FORMATS: readonly ExportFormat[] = WRITTEN_FORMATS.map(({ id }) => id);

/** Extensions of all formats. */
export const ALL_EXTENSIONS: readonly string[] = CAPTURE_FORMATS.flatMap(
  ({ extensions }) => extensions,
);

/** Extensions of files that can be opened, one per format. */
export const READ_EXTENSIONS: readonly string[] = READ_FORMATS.flatMap(({ extensions }) =>
  extensions.slice(0, 1),
);

/** Extensions of files that can be written, one per format. */
export const WRITTEN_EXTENSIONS: readonly string[] = WRITTEN_FORMATS.map(
  ({ extensions: [first] }) => first,
);

export function exportFormat(id: ExportFormat): {
  readonly extension: string;
  readonly mediaType: string;
  readonly holds: 'all' | 'comments' | 'packets';
  readonly isText: boolean;
} {
  const found = WRITTEN_FORMATS.find((format) => format.id === id) ?? CAPTURE_FORMATS[0];
  return { extension: found.extensions[0], ...found.written };
}

/** Returns the format for the extension of a file name or path. */
export function formatByExtension(file: string): CaptureFormatId | undefined {
  const extension = /[^/\\](\.\w+)$/.exec(file)?.[1]?.toLowerCase();
  return CAPTURE_FORMATS.find(({ extensions }) => extensions.some((one) => one === extension))?.id;
}

export function isExportFormat(id: CaptureFormatId | undefined): id is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === id);
}
