/**
 * Makes the style sheets and scripts of pages from their sources: each one file that is put into pages as it is.
 * Run by `node --require ts-node/register tools/build-pages.ts`. Needs wire/generated/.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Folders that built assets are written to; dist/ has them at the same place. */
export const PAGE_ASSETS = ['suite/report/generated', 'site/generated'];

/** By asset, relative to the project: the source that it is made from. */
const SOURCES: Readonly<Record<string, string>> = {
  'suite/report/generated/page.css': 'suite/report/page/page.css',
  'suite/report/generated/report.css': 'suite/report/html/report.css',
  'suite/report/generated/matrix.css': 'suite/report/matrix/matrix.css',
  'suite/report/generated/page.js': 'suite/report/browser/page.ts',
  'suite/report/generated/report.js': 'suite/report/browser/report.ts',
  'site/generated/site.css': 'site/styles/site.css',
  'site/generated/site.js': 'site/browser/site.ts',
  'site/generated/decoder.js': 'site/browser/decoder.tsx',
  'site/generated/search.js': 'site/browser/search.ts',
};

const OPTIONS: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  charset: 'utf8',
  target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  alias: { 'node:buffer': join(ROOT, 'suite', 'report', 'browser', 'utf8.ts') },
  // Kaitai's runtime asks for them only where a format has compressed or oddly encoded fields.
  external: ['zlib', 'iconv-lite'],
};

/** The contents of one asset, nothing written. @throws Error when its source does not build. */
function bundle(source: string): string {
  const { outputFiles = [] } = buildSync({ ...OPTIONS, entryPoints: [join(ROOT, source)] });
  const [file] = outputFiles;
  if (!file) throw new Error(`${source} makes no asset`);
  // Inside a page these would end the element that the text stands in.
  return file.text.replace(/<\/(script|style)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
}

/** Writes what has changed. */
function build(): void {
  for (const folder of PAGE_ASSETS) mkdirSync(join(ROOT, folder), { recursive: true });
  for (const [asset, source] of Object.entries(SOURCES)) {
    const file = join(ROOT, asset);
    const text = bundle(source);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

if (require.main === module) build();
