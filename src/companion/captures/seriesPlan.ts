/**
 * Orders the files of a series by their first packet, and finds where files are missing: nothing is judged across
 * such a place.
 */
import type { SeriesPlace } from '../../engine/files/events/captureEvents.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import type { Progress } from '../cli/progress.ts';
import { type CaptureSource, isPipe, type SeriesFile, surveyFile } from './captureInput.ts';
import { fileNumber } from './fileNumbers.ts';

/** µs for which a file may go on after the next one begins: clocks are adjusted, and threads write late. */
const MOST_OVERLAP = 1e6;

/** A file by its position on the command line. */
export interface PlacedFile {
  readonly path: string;
  readonly at: number;
}

export interface SurveyedFile extends SeriesFile, PlacedFile {
  /** µs since 1970; undefined: the file has no packet. */
  readonly first: number | undefined;
  readonly last: number;
  readonly series: SeriesPlace | undefined;
  readonly isTruncated: boolean;
}

interface UnreadFile extends PlacedFile {
  readonly error: StartError;
}

interface Survey {
  readonly files: readonly SurveyedFile[];
  readonly unread: readonly UnreadFile[];
}

export interface Series {
  /** In order. Nothing is missing within a part. */
  readonly parts: readonly (readonly SurveyedFile[])[];
  readonly unread: readonly UnreadFile[];
}

export interface PlanTexts {
  readonly words: Lines['series'];
  /** Receives what the user should know about the order and about missing files. */
  readonly notice: (text: string) => void;
}

/** Plans the reading of the files of `--series`. Throws `UsageError` for a pipe, and if two files overlap. */
export async function planSeries(
  paths: readonly string[],
  texts: PlanTexts,
  progress?: Progress,
): Promise<Series> {
  for (const path of paths) {
    if (await isPipe(path)) throw new UsageError((say) => say.pipeInSeries(path));
  }
  const { files, unread } = await surveyed(
    paths.map((path, at) => ({ path, at })),
    progress,
  );
  const ordered = inOrder(files);
  const overlap = overlapOf(ordered);
  if (overlap !== undefined) {
    throw new UsageError((say) => say.seriesOverlaps(overlap.path, overlap.next, overlap.seconds));
  }
  return { parts: partsOf(ordered, unread, texts), unread };
}

/**
 * The capture of a command that reads one. Throws `UsageError` for several files without `--series`, `StartError` if
 * a file of a series cannot be read.
 */
export async function oneCapture(
  paths: readonly string[],
  isSeries: boolean,
  command: 'convert' | 'dissect',
  texts: PlanTexts,
  progress?: Progress,
): Promise<CaptureSource> {
  const [path = ''] = paths;
  if (paths.length < 2) return path;
  if (!isSeries) throw new UsageError((say) => say.severalFiles(command));
  const { parts, unread } = await planSeries(paths, texts, progress);
  const [failed] = unread;
  if (failed !== undefined) throw failed.error;
  return { parts };
}

/** Reads the files to their ends. */
export async function surveyed(
  placed: readonly PlacedFile[],
  progress?: Progress,
): Promise<Survey> {
  const files: SurveyedFile[] = [];
  const unread: UnreadFile[] = [];
  for (const { path, at } of placed) {
    try {
      const survey = await surveyFile(path, 'all', progress);
      const { format, isCopy, first, last, series, isTruncated } = survey;
      if (format === undefined) continue;
      files.push({ path, at, format, isCopy, first, last, series, isTruncated });
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      unread.push({ path, at, error });
    }
  }
  return { files, unread };
}

/** By the numbers of one recording, otherwise by the first packet. A file without packets follows the others. */
export function inOrder(files: readonly SurveyedFile[]): readonly SurveyedFile[] {
  return files.toSorted((a, b) => {
    if (a.series && b.series && a.series.id === b.series.id) {
      return a.series.number - b.series.number;
    }
    const [first, second] = [a.first ?? Infinity, b.first ?? Infinity];
    return first === second ? a.at - b.at : first - second;
  });
}

/** The first file that goes on for too long after the next one begins. */
export function overlapOf(ordered: readonly SurveyedFile[]) {
  let longest: SurveyedFile | undefined;
  for (const file of ordered) {
    const { first = Infinity, last, path: next } = file;
    if (longest && longest.last - first > MOST_OVERLAP) {
      return { path: longest.path, next, seconds: (longest.last - first) / 1e6 };
    }
    if (longest === undefined || last > longest.last) longest = file;
  }
  return undefined;
}

/** Divides the files where some are missing, and reports those places and the order. */
export function partsOf(
  ordered: readonly SurveyedFile[],
  unread: readonly PlacedFile[],
  { words, notice }: PlanTexts,
): readonly (readonly SurveyedFile[])[] {
  const isAsGiven = ordered.every(({ at }, index) => at > (ordered[index - 1]?.at ?? -1));
  if (!isAsGiven) notice(words.order(ordered.map(({ path }) => path)));
  const parts: SurveyedFile[][] = [];
  let before: SurveyedFile | undefined;
  for (const file of ordered) {
    // An unreadable file has no time: it belongs where it was given, or anywhere.
    const isUnread = unread.some(
      ({ at }) => !isAsGiven || ((before?.at ?? at) < at && at < file.at),
    );
    const gap = before && gapBetween(before, file, isUnread, words);
    if (gap !== undefined) notice(gap);
    if (before === undefined || gap !== undefined) parts.push([]);
    parts.at(-1)?.push(file);
    before = file;
  }
  return parts;
}

/** Says which packets are missing between two files; undefined: none, as far as known. */
function gapBetween(
  before: SurveyedFile,
  after: SurveyedFile,
  isUnread: boolean,
  { missing, cut, unread }: Lines['series'],
): string | undefined {
  const [first, second] = [placeOf(before), placeOf(after)];
  if (first && second && first.stem === second.stem && second.number > first.number + 1) {
    return missing(first.number + 1, second.number - 1, before.path, after.path);
  }
  if (before.isTruncated) return cut(before.path, after.path);
  return isUnread ? unread(before.path, after.path) : undefined;
}

function placeOf({ series, path }: SurveyedFile) {
  return series ? { stem: series.id, number: series.number } : fileNumber(path);
}
