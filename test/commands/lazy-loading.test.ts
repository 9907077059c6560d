import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const SRC = new URL('../../src/', import.meta.url);

/** Specifiers of the imports that Node resolves when it loads the module: neither `import type` nor `import()`. */
function staticImports(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isErased =
      (ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly);
    if (isErased || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
  });
}

/** Packages and own modules that a module reaches by static imports. */
function staticGraph(entry: string): { packages: string[]; modules: string[] } {
  const packages = new Set<string>();
  const modules = new Set<string>();
  const visit = (url: URL): void => {
    if (modules.has(url.href)) return;
    modules.add(url.href);
    for (const specifier of staticImports(fileURLToPath(url))) {
      if (!specifier.startsWith('.')) packages.add(specifier);
      else visit(new URL(specifier.replace(/\.js$/, '.ts'), url));
    }
  };
  const start = new URL(entry, SRC);
  expect(existsSync(start)).toBe(true);
  visit(start);
  return { packages: [...packages], modules: [...modules].map((href) => href.slice(SRC.href.length)) };
}

describe('the start of the command line', () => {
  const { packages, modules } = staticGraph('starter.ts');

  it('loads commander, and no other package of weight: neither Temporal, nor zod, nor fhirpath', () => {
    const light = ['@commander-js/extra-typings', 'lossless-json'];
    expect(packages.filter((name) => !name.startsWith('node:') && !light.includes(name))).toEqual([]);
  });

  it('loads the module of each command, but not the modules that do the work', () => {
    expect(modules).toEqual(expect.arrayContaining(['commands/requests/request.ts', 'contract/index.ts']));
    expect(modules).not.toContain('commands/requests/start-request.ts');
  });
});
