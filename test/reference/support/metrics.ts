import assert from 'node:assert/strict';
import { get } from 'node:http';

/** What an HTTP server has answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly text: string;
}

/** Gets a page, on a connection of its own. */
export function fetchText(url: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, method }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, contentType: response.headers['content-type'], text }),
      );
    });
    request.on('error', reject);
    if (method !== 'GET') request.end();
  });
}

/** The values by name, and label where there is one: `cosp_requests_total{kind="direct"}`. */
export async function readMetrics(url: string): Promise<Map<string, number>> {
  const { status, text } = await fetchText(url);
  assert.equal(status, 200);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}
