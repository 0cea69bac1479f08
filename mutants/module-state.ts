import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { editedSources } from './apply';
import type { Mutant, Variant } from './declarations';

const ROOT = join(__dirname, '..');

/**
 * Whether it has variables of modules that the reference does not have: they would outlive a server that is started again from
 * the same modules, which a user's server never does.
 */
export function keepsStateInModules(mutant: Mutant | Variant): boolean {
  for (const [file, source] of editedSources(mutant)) {
    const before = new Set(moduleVariables(readFileSync(join(ROOT, file), 'utf8')));
    if (moduleVariables(source).some((name) => !before.has(name))) return true;
  }
  return false;
}

/** The names of all variables of a module, and of the static properties of its classes. */
function moduleVariables(source: string): string[] {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.ES2023);
  const names: string[] = [];
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        if (ts.isIdentifier(name)) names.push(name.text);
    }
    if (ts.isClassDeclaration(statement)) names.push(...staticProperties(statement));
  }
  return names;
}

function staticProperties(declaration: ts.ClassDeclaration): string[] {
  return declaration.members
    .filter(ts.isPropertyDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
    .map(({ name }) => `${declaration.name?.text}.${ts.isIdentifier(name) ? name.text : name.kind}`);
}
