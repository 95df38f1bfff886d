import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { readLog } from './readLog.ts';

/** ms; ten times what reading takes. A search of the line for each statement takes 9 s or more. */
const MOST = 5_000;
/** Characters; a longer text is cut to its end. */
const LONGEST = 1 << 19;

test.each(['connection refused ', 'getaddrinfo ', 'errno 111 ', 'connect failed ', 'dial tcp '])(
  'reads a line of statements in linear time: %s',
  (statement) => {
    const log = statement.repeat(Math.ceil(LONGEST / statement.length));
    const begun = cpuTime();
    readLog(log);
    expect(cpuTime() - begun).toBeLessThan(MOST);
  },
);
