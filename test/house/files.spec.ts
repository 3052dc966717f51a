// Files and names: small files in small folders, each saying what room it is, with names that mean something.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, sources, type Source } from './sources.js';

const LONGEST_FILE = 300;
const LONGEST_SERVICE = 250;
const MOST_FILES = 9;
const MOST_PARAMETERS = 6;
const HOMELESS = /^(common|shared|utils?|helpers?|misc|lib)$/;
const EMPTY_NAME = /(Impl|Manager|Helper|Util|Utils|Data|Info)$/;
/** Libs whose folders are features; the platform's folders are rooms of the machinery. */
const FEATURE = /^libs\/(?!kernel|platform)[^/]+\/src\/(?!migrations)/;

const paths = (found: readonly Source[]): string[] => found.map(({ path }) => path);

describe('a file', () => {
  it('opens with a line that says what room it is', () => {
    expect(paths(sources.filter(({ lines }) => !/^\/\/ .{10,}/.test(lines[0]!)))).toEqual([]);
  });

  it(`has under ${LONGEST_FILE} lines, and a service at most ${LONGEST_SERVICE}`, () => {
    const tooLong = sources.filter(({ isData, lines, name }) =>
      name.endsWith('.service.ts') ? lines.length > LONGEST_SERVICE : lines.length >= LONGEST_FILE && !isData,
    );
    expect(paths(tooLong)).toEqual([]);
  });
});

describe('a folder', () => {
  const folders = Map.groupBy(sources, ({ folder }) => folder);

  it(`of a feature has at most ${MOST_FILES} files, tests and tables of data not counted`, () => {
    const crowded = [...folders]
      .filter(([folder]) => FEATURE.test(`${folder}/`))
      .map(([folder, files]) => ({ folder, files: files.filter(({ isSpec, isData }) => !isSpec && !isData).length }))
      .filter(({ files }) => files > MOST_FILES);
    expect(crowded).toEqual([]);
  });

  it('is not a drawer for things without a home', () => {
    const drawers = [...folders.keys()].filter((folder) => folder.split('/').some((part) => HOMELESS.test(part)));
    expect(drawers).toEqual([]);
  });
});

describe('a class', () => {
  const declared = sources.flatMap((source) => [...nodesOf(source)].map((node) => ({ source, node })));

  it(`is given at most ${MOST_PARAMETERS} things when it is made`, () => {
    const greedy = declared.filter(
      ({ node }) => ts.isConstructorDeclaration(node) && node.parameters.length > MOST_PARAMETERS,
    );
    expect(paths(greedy.map(({ source }) => source))).toEqual([]);
  });

  it('has a name that says what it is', () => {
    const empty = declared.flatMap(({ source, node }) => {
      const named = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
      const name = named ? (node.name?.text ?? '') : '';
      return EMPTY_NAME.test(name) ? [`${source.path}: ${name}`] : [];
    });
    expect(empty).toEqual([]);
  });
});
