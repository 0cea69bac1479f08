import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const ROOT = join(__dirname, '..', '..', '..');
const FOLDERS = ['cli', 'reference', 'wire'];
const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };

/**
 * The command as JavaScript, made from the sources as they are now. Each process of it would otherwise load the
 * compiler, which takes longer than everything else in a test.
 */
export class Transpiled {
  private constructor(private readonly folder: string) {}

  static make(): Transpiled {
    // Inside node_modules, so that packages are found from there.
    const cache = join(ROOT, 'node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, 'cosp-test-'));
    for (const source of FOLDERS) {
      for (const name of readdirSync(join(ROOT, source), { recursive: true }) as string[]) {
        add(join(source, name), folder);
      }
    }
    copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    return new Transpiled(folder);
  }

  /** Path of the command. */
  get cosp(): string {
    return join(this.folder, 'dist', 'cli', 'cosp.js');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function add(name: string, folder: string): void {
  const isTypeScript = name.endsWith('.ts') && !name.endsWith('.d.ts');
  if (!isTypeScript && !name.endsWith('.js')) return;
  const source = readFileSync(join(ROOT, name), 'utf8');
  const target = join(folder, 'dist', name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, isTypeScript ? transpileModule(source, { compilerOptions }).outputText : source);
}
