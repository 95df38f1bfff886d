/** Sends HTTP requests with exact headers, for tests. */
import { type IncomingHttpHeaders, request } from 'node:http';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Requests a path exactly as written.
 * @param localAddress address of this machine that the request comes from
 */
export function ask(
  app: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
  localAddress?: string,
): Promise<Answer> {
  const { hostname, port } = new URL(app);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, localAddress }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        answer += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}
