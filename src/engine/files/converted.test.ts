import { describe, expect, it } from 'vitest';
import { readEvents } from './captureFile.testkit.ts';
import { EXPORT_FORMATS } from './captureFormats.ts';
import { CAPTURE_FILES, converted, problemsOf } from './converted.testkit.ts';

/** Its bytes before the first packet look like one, which only the original segments show. */
const MISREAD = 'interop-inside-10.pcap';

describe.each(EXPORT_FORMATS)('converted to %s', (format) => {
  const files = CAPTURE_FILES.filter(([name]) => format !== 'pcapng' || name !== MISREAD);

  it.each(files)('%s keeps its problems', (_name, file) => {
    const events = readEvents(file);
    if (!events.some(({ kind }) => kind === 'packet')) return;
    expect(problemsOf(readEvents(converted(events, format, true)))).toEqual(problemsOf(events));
  });
});
