/** Puts the generated parser beside the compiled code in dist/, which tsc leaves out because it has no TypeScript source. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED } from './build-wire';

cpSync(GENERATED, join(__dirname, '..', 'dist', 'wire', 'generated'), { recursive: true });
