/**
 * Makes wire/generated/ from cosp.ksy: the parser, its debug variant, the typings of both, and the table of fields.
 * Run by `node --require ts-node/register tools/build-wire.ts`. The same input always gives the same files.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Ksy, typeName } from '../wire/ksy';
import { fieldTable, fieldTypings } from './build-wire/fields';
import { debugTypings, parserTypings } from './build-wire/typings';

/** The part of the compiler's API that is used here; it brings no typings of its own. */
interface Compiler {
  compile(language: string, ksy: object, importer: null, debug: boolean): Promise<Record<string, string>>;
}

const ROOT = join(__dirname, '..');

/** Folder that the generated files are written to. */
export const GENERATED = join(ROOT, 'wire', 'generated');

/** Path of the wire format. */
export const KSY_PATH = join(ROOT, 'cosp.ksy');

async function compileParser(ksy: Ksy, debug: boolean): Promise<string> {
  const compiler = require('kaitai-struct-compiler') as Compiler;
  const name = `${typeName(ksy.meta.id)}.js`;
  const files = await compiler.compile('javascript', ksy, null, debug);
  const source = files[name];
  if (source === undefined || Object.keys(files).length !== 1) {
    throw new Error(`expected ${name} from the compiler, got ${Object.keys(files).join(', ')}`);
  }
  return source;
}

/**
 * Compiles the text of a .ksy.
 * @returns contents by file name, nothing written.
 * @throws Error when the .ksy is not valid or has what the typings do not support.
 */
export async function generate(ksyText: string): Promise<Map<string, string>> {
  const ksy = parse(ksyText) as Ksy;
  // Another id, because both variants would claim the same global name where they are loaded without modules.
  const debugKsy: Ksy = { ...ksy, meta: { ...ksy.meta, id: `${ksy.meta.id}_debug` } };
  const name = typeName(ksy.meta.id);
  return new Map([
    [`${name}.js`, await compileParser(ksy, false)],
    [`${name}.d.ts`, parserTypings(ksy)],
    [`${name}Debug.js`, await compileParser(debugKsy, true)],
    [`${name}Debug.d.ts`, debugTypings(ksy)],
    [`${name}Fields.js`, fieldTable(ksy)],
    [`${name}Fields.d.ts`, fieldTypings()],
  ]);
}

/** Writes what has changed, and takes away what is no longer generated, so that nothing stale is ever loaded. */
export async function buildWire(): Promise<void> {
  const files = await generate(readFileSync(KSY_PATH, 'utf8'));
  mkdirSync(GENERATED, { recursive: true });
  for (const stale of readdirSync(GENERATED).filter((name) => !files.has(name))) {
    rmSync(join(GENERATED, stale), { recursive: true });
  }
  for (const [name, content] of files) {
    const path = join(GENERATED, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
  }
}

if (require.main === module) {
  buildWire().catch((error: unknown) => {
    console.error(`cosp.ksy: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
